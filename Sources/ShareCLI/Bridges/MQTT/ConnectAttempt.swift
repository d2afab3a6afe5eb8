private import CMosquitto
private import ChannelBridge
private import Glibc
internal import Linux
private import Synchronization

/// A connection that is being made in a thread of its own: the name is looked up, and each of its
/// addresses is tried in turn, which may take minutes. An attempt that is given up ends by itself.
final class ConnectAttempt {
  /// How it has ended.
  struct Result {
    /// A `mosq_err_t`; 0 for a connection.
    let code: CInt
    /// errno, where the code says to look there.
    let errno: CInt
  }

  /// What both threads have.
  private final class Shared: Sendable {
    let bell: Bell
    let result = Mutex<Result?>(nil)

    init() throws(SystemError) { bell = try Bell() }
  }

  private let shared: Shared

  /// For a poll: readable once it has ended.
  var descriptor: CInt { shared.bell.descriptor }

  /// How it has ended; nil before.
  var result: Result? { shared.result.withLock { $0 } }

  init(_ client: BrokerClient, _ settings: BrokerSettings) throws(SystemError) {
    let shared = try Shared()
    self.shared = shared
    let (handle, address) = (client.handle, settings.address)
    let (version, limit) = (client.version, settings.byteLimit)
    try BackgroundThread.start {
      let code = Self.connect(handle, address, version, limit)
      let result = Result(code: code, errno: errno)
      shared.result.withLock { $0 = result }
      try? shared.bell.ring()
    }
  }

  private static func connect(
    _ handle: BrokerHandle, _ address: BrokerAddress, _ version: BrokerClient.Version, _ limit: Int
  ) -> CInt {
    var properties: OpaquePointer?
    defer { mosquitto_property_free_all(&properties) }
    if version == .five {
      mosquitto_property_add_int32(
        &properties, CInt(MQTT_PROP_MAXIMUM_PACKET_SIZE.rawValue), UInt32(limit))
    }
    return mosquitto_connect_bind_v5(
      handle.pointer, address.host, CInt(address.port), BrokerClient.keepAlive, nil, properties)
  }
}
