/// The commit itself: which frame is the newest, as `control` says it in 16 bytes.
struct Latest: Equatable, Sendable {
  let generation: Generation
  let serial: Serial

  static let byteCount = 16

  /// - Precondition: `bytes` has 16 bytes at `offset`.
  init(_ bytes: [UInt8], at offset: Int) {
    generation = Generation(rawValue: bytes.number(UInt64.self, at: offset))
    serial = Serial(rawValue: bytes.number(UInt64.self, at: offset + 8))
  }

  init(generation: Generation, serial: Serial) {
    self.generation = generation
    self.serial = serial
  }

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.set(generation.rawValue, at: 0)
    bytes.set(serial.rawValue, at: 8)
    return bytes
  }
}
