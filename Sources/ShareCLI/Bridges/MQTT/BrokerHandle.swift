internal import CMosquitto
private import Glibc

/// libmosquitto's state of one connection, which is never made twice: what a broken one has left
/// would be sent again. One thread has it at a time.
final class BrokerHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  let inbox: BrokerInbox

  /// - Parameter id: how the broker tells clients apart; nil for one of its choice.
  /// - Throws: `Failure` where the library is missing, or memory.
  init(id: String?, _ inbox: BrokerInbox) throws(Failure) {
    guard cmosquitto_load() != nil else {
      throw Failure(
        .noInput,
        "MQTT needs libmosquitto, which is not there; to install it: apt install libmosquitto1")
    }
    mosquitto_lib_init()
    self.inbox = inbox
    let context = Unmanaged.passUnretained(inbox).toOpaque()
    guard let pointer = mosquitto_new(id, true, context) else {
      throw Failure(.trouble, "libmosquitto: not enough memory")
    }
    self.pointer = pointer
    setCallbacks()
  }

  deinit { mosquitto_destroy(pointer) }

  private static func inbox(_ context: UnsafeMutableRawPointer?) -> BrokerInbox? {
    context.map { Unmanaged<BrokerInbox>.fromOpaque($0).takeUnretainedValue() }
  }

  private func setCallbacks() {
    mosquitto_log_callback_set(pointer) { _, context, level, text in
      guard level & CInt(MOSQ_LOG_ERR) != 0, let text else { return }
      BrokerHandle.inbox(context)?.noteError(String(cString: text))
    }
    mosquitto_connect_v5_callback_set(pointer) { _, context, code, _, _ in
      BrokerHandle.inbox(context)?.add(.answered(code))
    }
    mosquitto_disconnect_v5_callback_set(pointer) { _, context, reason, _ in
      BrokerHandle.inbox(context)?.add(.closed(reason))
    }
    mosquitto_publish_v5_callback_set(pointer) { _, context, number, reason, _ in
      BrokerHandle.inbox(context)?.add(.acknowledged(number, reason: reason))
    }
    mosquitto_subscribe_v5_callback_set(pointer) { _, context, number, count, granted, _ in
      let reason = count > 0 ? granted?.pointee ?? 0 : 0
      BrokerHandle.inbox(context)?.add(.subscribed(number, reason: reason))
    }
    mosquitto_unsubscribe_v5_callback_set(pointer) { _, context, number, _ in
      BrokerHandle.inbox(context)?.add(.unsubscribed(number))
    }
    mosquitto_message_v5_callback_set(pointer) { _, context, message, properties in
      guard let message else { return }
      BrokerHandle.inbox(context)?.add(message.pointee, properties)
    }
  }
}
