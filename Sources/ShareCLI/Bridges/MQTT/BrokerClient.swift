internal import CMosquitto
internal import ChannelBridge
private import Glibc
internal import Linux

/// One connection to a broker, from the first packet to its end.
final class BrokerClient {
  /// Which MQTT is spoken.
  enum Version: CInt {
    /// 3.1.1: `MQTT_PROTOCOL_V311` of mosquitto.h.
    case three = 4
    /// 5: `MQTT_PROTOCOL_V5`.
    case five = 5
  }

  /// A message that the broker publishes when this connection breaks.
  struct Will {
    let topic: String
    let payload: String
  }

  /// After so many quiet seconds the broker is asked whether it is there. A picture on a slow line
  /// keeps the answer waiting, so it is long; `TCPLiveness` notices sooner that the line is gone.
  static let keepAlive: CInt = 120

  let handle: BrokerHandle
  let version: Version
  private var isClosed = false

  init(
    id: String?, _ settings: BrokerSettings, version: Version, will: Will?,
    isPicture: @escaping (String) -> Bool
  ) throws(Failure) {
    try settings.checkFiles()
    let login = try settings.currentLogin()
    handle = try BrokerHandle(id: id, BrokerInbox(isPicture: isPicture))
    self.version = version
    mosquitto_int_option(handle.pointer, MOSQ_OPT_PROTOCOL_VERSION, version.rawValue)
    mosquitto_int_option(handle.pointer, MOSQ_OPT_TCP_NODELAY, 1)
    if let login {
      try require(mosquitto_username_pw_set(handle.pointer, login.user, login.password))
    }
    if let will {
      let count = CInt(will.payload.utf8.count)
      try require(
        mosquitto_will_set(handle.pointer, will.topic, count, will.payload, 1, true))
    }
    if settings.address.isEncrypted { try encrypt(settings) }
  }

  private func encrypt(_ settings: BrokerSettings) throws(Failure) {
    let pointer = handle.pointer
    if settings.authorities == nil {
      try require(mosquitto_int_option(pointer, MOSQ_OPT_TLS_USE_OS_CERTS, 1))
    }
    let certificate = settings.certificate?.description
    let key = settings.key?.description
    if settings.authorities != nil || certificate != nil {
      try require(
        // A key with a passphrase is refused: nobody is there to type it.
        mosquitto_tls_set(
          pointer, settings.authorities?.description, nil, certificate, key
        ) { _, _, _, _ in 0 })
    }
    guard settings.trustsAnybody else { return }
    // SSL_VERIFY_NONE of openssl/ssl.h.
    try require(mosquitto_tls_opts_set(pointer, 0, nil, nil))
    try require(mosquitto_tls_insecure_set(pointer, true))
  }

  private func require(_ code: CInt) throws(Failure) {
    guard code != 0 else { return }
    let detail = handle.inbox.lastError ?? String(cString: mosquitto_strerror(code))
    throw Failure(.noInput, "libmosquitto: \(detail)")
  }

  /// For a poll; nil once it is closed.
  var socket: CInt? {
    let number = mosquitto_socket(handle.pointer)
    return number < 0 ? nil : number
  }

  /// Whether something waits to be sent.
  var wantsToWrite: Bool { mosquitto_want_write(handle.pointer) }

  /// Reads and writes what can be, and says what has come.
  func work() -> [BrokerInbox.Event] {
    note(mosquitto_loop_read(handle.pointer, 1))
    if !isClosed, wantsToWrite { note(mosquitto_loop_write(handle.pointer, 1)) }
    return take()
  }

  /// Looks whether the broker is still there; now and then.
  func checkLife() -> [BrokerInbox.Event] {
    note(mosquitto_loop_misc(handle.pointer))
    return take()
  }

  private func note(_ code: CInt) {
    guard code != 0, !isClosed else { return }
    isClosed = true
    handle.inbox.add(.closed(code))
  }

  private func take() -> [BrokerInbox.Event] {
    let events = handle.inbox.take()
    // The library tells of an end by itself, and by what it returns.
    guard let end = events.firstIndex(where: { if case .closed = $0 { true } else { false } })
    else { return events }
    isClosed = true
    return Array(events[...end])
  }

  /// Hands a message to the network.
  ///
  /// - Returns: its number, for `acknowledged`.
  /// - Throws: the library's code.
  func publish(
    _ bytes: UnsafeRawBufferPointer, to topic: String, isRetained: Bool = true,
    _ properties: BrokerProperties = BrokerProperties()
  ) throws(BrokerRefusal) -> CInt {
    var number: CInt = 0
    let code = properties.withList(version) { list in
      mosquitto_publish_v5(
        handle.pointer, &number, topic, CInt(bytes.count), bytes.baseAddress, 1, isRetained, list)
    }
    guard code == 0 else { throw BrokerRefusal(library: code) }
    return number
  }

  /// Hands a retained text to the network; an empty one takes back what the topic has.
  ///
  /// - Returns: its number, for `acknowledged`; nil where the connection has ended meanwhile.
  func send(
    _ text: String, to topic: String, _ properties: BrokerProperties = BrokerProperties()
  ) -> CInt? {
    Array(text.utf8).withUnsafeBytes { bytes in try? publish(bytes, to: topic, properties) }
  }

  /// Subscribes, with QoS 0.
  ///
  /// - Returns: the number for `subscribed`; nil where the connection has ended meanwhile.
  func subscribe(to filter: String) -> CInt? {
    var number: CInt = 0
    return mosquitto_subscribe(handle.pointer, &number, filter, 0) == 0 ? number : nil
  }

  /// - Returns: the number for `unsubscribed`; nil where the connection has ended meanwhile.
  @discardableResult
  func unsubscribe(from filter: String) -> CInt? {
    var number: CInt = 0
    return mosquitto_unsubscribe(handle.pointer, &number, filter) == 0 ? number : nil
  }

  /// Says good-bye, so that the broker does not publish the will, and waits until that is sent.
  func disconnect() {
    mosquitto_disconnect(handle.pointer)
    let deadline = Deadline(after: .seconds(1))
    while let socket, wantsToWrite, !deadline.hasPassed {
      guard (try? Readiness.writable.wait(on: socket, until: deadline)) != nil,
        mosquitto_loop_write(handle.pointer, 1) == 0
      else { return }
    }
  }
}
