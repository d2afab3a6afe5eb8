// libmosquitto, an MQTT client, loaded when a bridge begins (lazy-library.h).
#pragma once

#include "../LazyLibrary/lazy-library.h"

// The header declares its functions under names that nothing is linked for.
#define mosquitto_lib_init cmosquitto_linked_mosquitto_lib_init
#define mosquitto_new cmosquitto_linked_mosquitto_new
#define mosquitto_destroy cmosquitto_linked_mosquitto_destroy
#define mosquitto_will_set cmosquitto_linked_mosquitto_will_set
#define mosquitto_username_pw_set cmosquitto_linked_mosquitto_username_pw_set
#define mosquitto_connect_bind_v5 cmosquitto_linked_mosquitto_connect_bind_v5
#define mosquitto_disconnect cmosquitto_linked_mosquitto_disconnect
#define mosquitto_publish_v5 cmosquitto_linked_mosquitto_publish_v5
#define mosquitto_subscribe cmosquitto_linked_mosquitto_subscribe
#define mosquitto_unsubscribe cmosquitto_linked_mosquitto_unsubscribe
#define mosquitto_loop_read cmosquitto_linked_mosquitto_loop_read
#define mosquitto_loop_write cmosquitto_linked_mosquitto_loop_write
#define mosquitto_loop_misc cmosquitto_linked_mosquitto_loop_misc
#define mosquitto_socket cmosquitto_linked_mosquitto_socket
#define mosquitto_want_write cmosquitto_linked_mosquitto_want_write
#define mosquitto_int_option cmosquitto_linked_mosquitto_int_option
#define mosquitto_tls_set cmosquitto_linked_mosquitto_tls_set
#define mosquitto_tls_insecure_set cmosquitto_linked_mosquitto_tls_insecure_set
#define mosquitto_tls_opts_set cmosquitto_linked_mosquitto_tls_opts_set
#define mosquitto_connect_v5_callback_set cmosquitto_linked_mosquitto_connect_v5_callback_set
#define mosquitto_disconnect_v5_callback_set cmosquitto_linked_mosquitto_disconnect_v5_callback_set
#define mosquitto_publish_v5_callback_set cmosquitto_linked_mosquitto_publish_v5_callback_set
#define mosquitto_message_v5_callback_set cmosquitto_linked_mosquitto_message_v5_callback_set
#define mosquitto_subscribe_v5_callback_set cmosquitto_linked_mosquitto_subscribe_v5_callback_set
#define mosquitto_unsubscribe_v5_callback_set cmosquitto_linked_mosquitto_unsubscribe_v5_callback_set
#define mosquitto_log_callback_set cmosquitto_linked_mosquitto_log_callback_set
#define mosquitto_strerror cmosquitto_linked_mosquitto_strerror
#define mosquitto_reason_string cmosquitto_linked_mosquitto_reason_string
#define mosquitto_connack_string cmosquitto_linked_mosquitto_connack_string
#define mosquitto_property_add_int32 cmosquitto_linked_mosquitto_property_add_int32
#define mosquitto_property_add_string cmosquitto_linked_mosquitto_property_add_string
#define mosquitto_property_add_string_pair cmosquitto_linked_mosquitto_property_add_string_pair
#define mosquitto_property_read_string_pair cmosquitto_linked_mosquitto_property_read_string_pair
#define mosquitto_property_free_all cmosquitto_linked_mosquitto_property_free_all
#include <mosquitto.h>
#include <mqtt_protocol.h>
#undef mosquitto_lib_init
#undef mosquitto_new
#undef mosquitto_destroy
#undef mosquitto_will_set
#undef mosquitto_username_pw_set
#undef mosquitto_connect_bind_v5
#undef mosquitto_disconnect
#undef mosquitto_publish_v5
#undef mosquitto_subscribe
#undef mosquitto_unsubscribe
#undef mosquitto_loop_read
#undef mosquitto_loop_write
#undef mosquitto_loop_misc
#undef mosquitto_socket
#undef mosquitto_want_write
#undef mosquitto_int_option
#undef mosquitto_tls_set
#undef mosquitto_tls_insecure_set
#undef mosquitto_tls_opts_set
#undef mosquitto_connect_v5_callback_set
#undef mosquitto_disconnect_v5_callback_set
#undef mosquitto_publish_v5_callback_set
#undef mosquitto_message_v5_callback_set
#undef mosquitto_subscribe_v5_callback_set
#undef mosquitto_unsubscribe_v5_callback_set
#undef mosquitto_log_callback_set
#undef mosquitto_strerror
#undef mosquitto_reason_string
#undef mosquitto_connack_string
#undef mosquitto_property_add_int32
#undef mosquitto_property_add_string
#undef mosquitto_property_add_string_pair
#undef mosquitto_property_read_string_pair
#undef mosquitto_property_free_all

// F(result, name, parameters, arguments)
#define CMOSQUITTO_FUNCTIONS(F)                                                                   \
  F(int, mosquitto_lib_init, (void), ())                                                          \
  F(struct mosquitto *, mosquitto_new, (const char *id, bool clean_session, void *obj), (id,      \
    clean_session, obj))                                                                          \
  F(void, mosquitto_destroy, (struct mosquitto *mosq), (mosq))                                    \
  F(int, mosquitto_will_set, (struct mosquitto *mosq, const char *topic, int payloadlen, const    \
    void *payload, int qos, bool retain), (mosq, topic, payloadlen, payload, qos, retain))        \
  F(int, mosquitto_username_pw_set, (struct mosquitto *mosq, const char *username, const char     \
    *password), (mosq, username, password))                                                       \
  F(int, mosquitto_connect_bind_v5, (struct mosquitto *mosq, const char *host, int port, int      \
    keepalive, const char *bind_address, const mosquitto_property *properties), (mosq, host,      \
    port, keepalive, bind_address, properties))                                                   \
  F(int, mosquitto_disconnect, (struct mosquitto *mosq), (mosq))                                  \
  F(int, mosquitto_publish_v5, (struct mosquitto *mosq, int *mid, const char *topic, int          \
    payloadlen, const void *payload, int qos, bool retain, const mosquitto_property               \
    *properties), (mosq, mid, topic, payloadlen, payload, qos, retain, properties))               \
  F(int, mosquitto_subscribe, (struct mosquitto *mosq, int *mid, const char *sub, int qos),       \
    (mosq, mid, sub, qos))                                                                        \
  F(int, mosquitto_unsubscribe, (struct mosquitto *mosq, int *mid, const char *sub), (mosq,       \
    mid, sub))                                                                                    \
  F(int, mosquitto_loop_read, (struct mosquitto *mosq, int max_packets), (mosq, max_packets))     \
  F(int, mosquitto_loop_write, (struct mosquitto *mosq, int max_packets), (mosq, max_packets))    \
  F(int, mosquitto_loop_misc, (struct mosquitto *mosq), (mosq))                                   \
  F(int, mosquitto_socket, (struct mosquitto *mosq), (mosq))                                      \
  F(bool, mosquitto_want_write, (struct mosquitto *mosq), (mosq))                                 \
  F(int, mosquitto_int_option, (struct mosquitto *mosq, enum mosq_opt_t option, int value),       \
    (mosq, option, value))                                                                        \
  F(int, mosquitto_tls_set, (struct mosquitto *mosq, const char *cafile, const char *capath,      \
    const char *certfile, const char *keyfile, int (*pw_callback)(char *buf, int size, int        \
    rwflag, void *userdata)), (mosq, cafile, capath, certfile, keyfile, pw_callback))             \
  F(int, mosquitto_tls_insecure_set, (struct mosquitto *mosq, bool value), (mosq, value))         \
  F(int, mosquitto_tls_opts_set, (struct mosquitto *mosq, int cert_reqs, const char               \
    *tls_version, const char *ciphers), (mosq, cert_reqs, tls_version, ciphers))                  \
  F(void, mosquitto_connect_v5_callback_set, (struct mosquitto *mosq, void                        \
    (*on_connect)(struct mosquitto *, void *, int, int, const mosquitto_property *props)),        \
    (mosq, on_connect))                                                                           \
  F(void, mosquitto_disconnect_v5_callback_set, (struct mosquitto *mosq, void                     \
    (*on_disconnect)(struct mosquitto *, void *, int, const mosquitto_property *props)), (mosq,   \
    on_disconnect))                                                                               \
  F(void, mosquitto_publish_v5_callback_set, (struct mosquitto *mosq, void                        \
    (*on_publish)(struct mosquitto *, void *, int, int, const mosquitto_property *props)),        \
    (mosq, on_publish))                                                                           \
  F(void, mosquitto_message_v5_callback_set, (struct mosquitto *mosq, void                        \
    (*on_message)(struct mosquitto *, void *, const struct mosquitto_message *, const             \
    mosquitto_property *props)), (mosq, on_message))                                              \
  F(void, mosquitto_subscribe_v5_callback_set, (struct mosquitto *mosq, void                      \
    (*on_subscribe)(struct mosquitto *, void *, int, int, const int *, const mosquitto_property   \
    *props)), (mosq, on_subscribe))                                                               \
  F(void, mosquitto_unsubscribe_v5_callback_set, (struct mosquitto *mosq, void                    \
    (*on_unsubscribe)(struct mosquitto *, void *, int, const mosquitto_property *props)), (mosq,  \
    on_unsubscribe))                                                                              \
  F(void, mosquitto_log_callback_set, (struct mosquitto *mosq, void (*on_log)(struct mosquitto    \
    *, void *, int, const char *)), (mosq, on_log))                                               \
  F(const char *, mosquitto_strerror, (int mosq_errno), (mosq_errno))                             \
  F(const char *, mosquitto_reason_string, (int reason_code), (reason_code))                      \
  F(const char *, mosquitto_connack_string, (int connack_code), (connack_code))                   \
  F(int, mosquitto_property_add_int32, (mosquitto_property **proplist, int identifier,            \
    uint32_t value), (proplist, identifier, value))                                               \
  F(int, mosquitto_property_add_string, (mosquitto_property **proplist, int identifier, const     \
    char *value), (proplist, identifier, value))                                                  \
  F(int, mosquitto_property_add_string_pair, (mosquitto_property **proplist, int identifier,      \
    const char *name, const char *value), (proplist, identifier, name, value))                    \
  F(const mosquitto_property *, mosquitto_property_read_string_pair, (const mosquitto_property    \
    *proplist, int identifier, char **name, char **value, bool skip_first), (proplist,            \
    identifier, name, value, skip_first))                                                         \
  F(void, mosquitto_property_free_all, (mosquitto_property **properties), (properties))

LAZY_LIBRARY(cmosquitto, CMOSQUITTO_FUNCTIONS, "libmosquitto.so.1")

#define CMOSQUITTO_WRAPPER(result, name, parameters, arguments) \
  static inline result name parameters { return cmosquitto()->name arguments; }
CMOSQUITTO_FUNCTIONS(CMOSQUITTO_WRAPPER)
#undef CMOSQUITTO_WRAPPER
