/// The bytes of a file, or of a part of one; what lies outside is nil, and never read.
///
/// Does not own the bytes: a decoder's caller keeps them for the length of the call.
@safe struct FileBytes {
  enum ByteOrder { case little, big }

  /// For C libraries and for loops that have checked their bounds.
  let raw: UnsafeRawBufferPointer

  init(_ raw: UnsafeRawBufferPointer) { unsafe self.raw = unsafe raw }

  var count: Int { unsafe raw.count }

  subscript(offset: Int) -> UInt8? {
    unsafe offset >= 0 && offset < raw.count ? raw[offset] : nil
  }

  func u16(_ offset: Int, _ order: ByteOrder) -> Int? {
    load(offset, order, UInt16.self).map(Int.init)
  }

  func u32(_ offset: Int, _ order: ByteOrder) -> Int? {
    load(offset, order, UInt32.self).map(Int.init)
  }

  func i32(_ offset: Int, _ order: ByteOrder) -> Int? {
    load(offset, order, Int32.self).map(Int.init)
  }

  /// 64 bits; nil also above `Int.max`, which no offset in a file can be.
  func u64(_ offset: Int, _ order: ByteOrder) -> Int? {
    load(offset, order, UInt64.self).flatMap(Int.init(exactly:))
  }

  func has(_ expected: [UInt8], at offset: Int = 0) -> Bool {
    guard let part = part(from: offset, count: expected.count) else { return false }
    return unsafe part.raw.elementsEqual(expected)
  }

  func has(_ expected: String, at offset: Int = 0) -> Bool { has(Array(expected.utf8), at: offset) }

  /// `count` bytes from `offset`; nil when not all of them are there.
  func part(from offset: Int, count: Int) -> FileBytes? {
    guard offset >= 0, count >= 0, unsafe offset <= raw.count, unsafe count <= raw.count - offset
    else {
      return nil
    }
    return unsafe FileBytes(UnsafeRawBufferPointer(rebasing: raw[offset..<(offset + count)]))
  }

  /// All bytes from `offset` to the end; none when it lies behind the end.
  func dropping(_ offset: Int) -> FileBytes {
    let start = unsafe min(max(offset, 0), raw.count)
    return unsafe FileBytes(UnsafeRawBufferPointer(rebasing: raw[start...]))
  }

  /// White space as C's `isspace` has it, and so netpbm's and XML's formats.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private func load<T: FixedWidthInteger>(_ offset: Int, _ order: ByteOrder, _: T.Type) -> T? {
    let size = MemoryLayout<T>.size
    guard offset >= 0, unsafe raw.count >= size, unsafe offset <= raw.count - size else {
      return nil
    }
    let value = unsafe raw.loadUnaligned(fromByteOffset: offset, as: T.self)
    return order == .little ? T(littleEndian: value) : T(bigEndian: value)
  }
}
