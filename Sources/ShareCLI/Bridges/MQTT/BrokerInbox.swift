internal import CMosquitto
internal import ChannelBridge
private import Glibc
internal import Linux

/// What libmosquitto has told of a connection, until somebody takes it.
final class BrokerInbox {
  /// One thing.
  enum Event {
    /// The broker's answer; its code is 0 for yes.
    case answered(CInt)
    /// The broker has the message of that number, or says why not (128 and above).
    case acknowledged(CInt, reason: CInt)
    /// The answer to a subscription: 128 and above for no.
    case subscribed(CInt, reason: CInt)
    /// Nothing more is sent because of that subscription.
    case unsubscribed(CInt)
    case message(BrokerMessage)
    case closed(CInt)
  }

  private var events: [Event] = []
  /// What went wrong, in the library's words.
  private(set) var lastError: String?
  /// Whether a topic's payload is a picture.
  let isPicture: (String) -> Bool

  init(isPicture: @escaping (String) -> Bool) { self.isPicture = isPicture }

  /// What has come since the last call.
  func take() -> [Event] {
    defer { events = [] }
    return events
  }

  func add(_ event: Event) { events.append(event) }

  /// A line of the library's log: of several errors the last one says most, but that a certificate
  /// has another name is followed by how OpenSSL calls all that it does not trust.
  func noteError(_ words: String) {
    if lastError?.mentions("host name") != true { lastError = words }
  }

  /// A message; its memory is the library's, and ends with the call.
  func add(_ message: mosquitto_message, _ properties: OpaquePointer?) {
    guard let topic = message.topic.map({ String(cString: $0) }) else { return }
    let bytes = UnsafeRawBufferPointer(
      start: message.payload, count: max(0, Int(message.payloadlen)))
    add(
      .message(
        BrokerMessage(
          topic: topic, payload: payload(bytes, of: topic), byteCount: bytes.count,
          isRetained: message.retain, mark: Self.mark(properties))))
  }

  private func payload(
    _ bytes: UnsafeRawBufferPointer, of topic: String
  ) -> BrokerMessage.Payload {
    // One byte more than is read tells that it is too long.
    guard isPicture(topic), !bytes.isEmpty else {
      return .bytes(Array(bytes.prefix(PictureMeta.maximumByteCount + 1)))
    }
    do throws(SystemError) { return .picture(try PictureFile(bytes)) } catch {
      return .failed(error)
    }
  }

  private static func mark(_ properties: OpaquePointer?) -> PictureMark? {
    var values: [String: String] = [:]
    var position = properties
    var isFirst = true
    while let current = position {
      var name: UnsafeMutablePointer<CChar>?
      var value: UnsafeMutablePointer<CChar>?
      position = mosquitto_property_read_string_pair(
        current, CInt(MQTT_PROP_USER_PROPERTY.rawValue), &name, &value, !isFirst)
      isFirst = false
      if position != nil, let name, let value {
        values[String(cString: name)] = String(cString: value)
      }
      free(name)
      free(value)
    }
    guard let epoch = values["epoch"], let sequence = values["sequence"].flatMap({ Int($0) })
    else { return nil }
    return PictureMark(checkingEpoch: epoch, sequence: sequence)
  }
}
