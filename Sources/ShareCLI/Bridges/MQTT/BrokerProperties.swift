internal import CMosquitto
internal import ChannelBridge
private import Glibc

/// What MQTT 5 says of a message beside its payload.
struct BrokerProperties {
  var mark: PictureMark?
  var contentType: String?
  /// After that time the broker drops it.
  var expiry: UInt32?

  /// The library's list of them; none with 3.1.1, which knows no properties.
  func withList<R>(_ version: BrokerClient.Version, _ body: (OpaquePointer?) -> R) -> R {
    guard version == .five else { return body(nil) }
    var list: OpaquePointer?
    defer { mosquitto_property_free_all(&list) }
    if let mark {
      let name = CInt(MQTT_PROP_USER_PROPERTY.rawValue)
      mosquitto_property_add_string_pair(&list, name, "epoch", mark.epoch)
      mosquitto_property_add_string_pair(&list, name, "sequence", "\(mark.sequence)")
    }
    if let contentType {
      mosquitto_property_add_string(&list, CInt(MQTT_PROP_CONTENT_TYPE.rawValue), contentType)
    }
    if let expiry {
      mosquitto_property_add_int32(
        &list, CInt(MQTT_PROP_MESSAGE_EXPIRY_INTERVAL.rawValue), expiry)
    }
    return body(list)
  }
}
