/// The head of an NPY file: NumPy's `numpy.lib.format`, versions 1 to 3.
struct NPYHeader {
  /// How an element is stored.
  struct Element: Equatable {
    enum Kind: Character { case bool = "b", signed = "i", unsigned = "u", float = "f" }

    let kind: Kind
    let byteCount: Int
    let order: FileBytes.ByteOrder
  }

  /// NumPy itself reads no header of more than 10,000 bytes by default (`numpy.lib.format`).
  private static let longest = 65_535

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  let element: Element
  /// Whether the first index is the one that runs fastest.
  let isColumnMajor: Bool
  /// Whether the first index is that of a pixel's samples: a plane for each.
  let isPlanar: Bool
  let width: Int
  let height: Int
  /// Samples of a pixel: 1, 3 or 4.
  let channelCount: Int
  let dataOffset: Int

  init(_ file: FileBytes) throws(DecodingError) {
    let isLong = (file[6] ?? 1) > 1
    guard let count = isLong ? file.u32(8, .little) : file.u16(8, .little) else {
      throw .truncated(.npy)
    }
    let start = isLong ? 12 : 10
    guard count <= Self.longest else { throw .corrupt(.npy, "a header of \(count) bytes") }
    guard let text = file.part(from: start, count: count) else { throw .truncated(.npy) }
    dataOffset = start + count
    let words = unsafe NPYDictionary(String(decoding: text.raw, as: UTF8.self))
    guard let type = words["descr"], let order = words["fortran_order"],
      let shape = words["shape"]
    else { throw .corrupt(.npy, "its header lacks descr, fortran_order or shape") }
    element = try Self.element(type)
    guard order == "True" || order == "False" else {
      throw .corrupt(.npy, "a fortran_order of \(LibraryWords.inLine(order))")
    }
    isColumnMajor = order == "True"
    (height, width, channelCount, isPlanar) = try Self.sides(shape)
  }

  private static func element(_ text: String) throws(DecodingError) -> Element {
    let name = text.filter { $0 != "'" && $0 != "\"" }
    let shown = LibraryWords.inLine(String(name.prefix(40)))
    guard text.first != "[" else {
      throw .unsupported(.npy, "elements of several fields")
    }
    guard let order = name.first, "<>|=".contains(order), name.dropFirst().first != "O" else {
      throw .unsupported(.npy, "elements that are not numbers (\(shown))")
    }
    guard let kind = name.dropFirst().first.flatMap(Element.Kind.init(rawValue:)),
      let size = Int(name.dropFirst(2)), allowed(kind).contains(size)
    else { throw .unsupported(.npy, "elements of type \(shown)") }
    return Element(kind: kind, byteCount: size, order: order == ">" ? .big : .little)
  }

  private static func allowed(_ kind: Element.Kind) -> Set<Int> {
    switch kind {
    case .bool: [1]
    case .signed, .unsigned: [1, 2, 4, 8]
    case .float: [2, 4, 8]
    }
  }

  /// `(rows, columns)`, `(rows, columns, samples)`, or `(samples, rows, columns)` where that makes
  /// no sense.
  private static func sides(_ text: String) throws(DecodingError) -> (Int, Int, Int, Bool) {
    let inner = text.filter { !" ()L".contains($0) }
    let parts = inner.split(separator: ",").map { Int($0) }
    let shape = parts.compactMap { $0 }
    guard shape.count == parts.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw .corrupt(.npy, "its shape makes no sense")
    }
    let counts = [1, 3, 4]
    if shape.count == 3, !counts.contains(shape[2]), counts.contains(shape[0]) {
      return (shape[1], shape[2], shape[0], true)
    }
    guard shape.count == 2 || shape.count == 3 && counts.contains(shape[2]) else {
      let words = shape.map(String.init).joined(separator: ", ")
      throw .unsupported(
        .npy,
        "shape (\(words)) in place of (rows, columns), (rows, columns, 1, 3 or 4 samples) "
          + "or (samples, rows, columns)")
    }
    return (shape[0], shape[1], shape.count == 3 ? shape[2] : 1, false)
  }
}
