private import ShmChannel

/// The header and the tags of an ICC profile (ICC.1:2010, 7 and 10).
struct ICCTags {
  private let bytes: FileBytes
  private let count: Int

  /// Nil for what is not a profile.
  init?(_ bytes: FileBytes) {
    guard let size = bytes.u32(0, .big), let whole = bytes.part(from: 0, count: size),
      whole.has("acsp", at: 36), let count = whole.u32(128, .big), count <= 1000,
      whole.part(from: 132, count: count * 12) != nil
    else { return nil }
    self.bytes = whole
    self.count = count
  }

  /// The signature of the numbers' color space: "RGB ", "GRAY", "CMYK".
  var colors: String { signature(16) }
  /// The signature of the profile connection space: "XYZ " or "Lab ".
  var space: String { signature(20) }

  private func signature(_ offset: Int) -> String {
    bytes.part(from: offset, count: 4).map { unsafe String(decoding: $0.raw, as: UTF8.self) } ?? ""
  }

  /// A tag's data; nil where there is none, or not all of it.
  func tag(_ name: String) -> FileBytes? {
    for entry in (0..<count).map({ 132 + $0 * 12 }) where bytes.has(name, at: entry) {
      guard let offset = bytes.u32(entry + 4, .big), let size = bytes.u32(entry + 8, .big) else {
        return nil
      }
      return bytes.part(from: offset, count: size)
    }
    return nil
  }

  /// Bytes of the longest name.
  private static let nameByteCount = 128

  /// What the profile says that it is of; nil where it does not say, or is not a profile.
  static func name(in bytes: [UInt8]) -> String? {
    unsafe bytes.withUnsafeBytes { bytes in unsafe ICCTags(FileBytes(bytes))?.name }
  }

  /// In English, if it has that: text of any language (10.13), or of version 2 (ICC.1:2001-04,
  /// 6.5.17).
  private var name: String? {
    guard let tag = tag("desc") else { return nil }
    let text = tag.has("mluc") ? Self.localized(tag) : Self.ascii(tag)
    let name = Title.sanitized(text, byteCount: Self.nameByteCount)
    return name.isEmpty ? nil : name
  }

  private static func localized(_ tag: FileBytes) -> String {
    guard let count = tag.u32(8, .big), let size = tag.u32(12, .big), size >= 12 else { return "" }
    let records = (0..<min(count, 100)).compactMap { tag.part(from: 16 + $0 * size, count: 12) }
    guard let record = records.first(where: { $0.has("en") }) ?? records.first,
      let length = record.u32(4, .big), let offset = record.u32(8, .big),
      let text = tag.part(from: offset, count: min(length, nameByteCount * 2))
    else { return "" }
    let units = stride(from: 0, to: text.count - 1, by: 2).compactMap { text.u16($0, .big) }
    return String(decoding: units.prefix { $0 != 0 }.map(UInt16.init), as: UTF16.self)
  }

  private static func ascii(_ tag: FileBytes) -> String {
    guard tag.has("desc"), let count = tag.u32(8, .big) else { return "" }
    let bytes = (0..<min(count, nameByteCount)).compactMap { tag[12 + $0] }.prefix { $0 != 0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// X, Y and Z (10.27).
  func light(_ name: String) -> SIMD3<Double>? {
    guard let tag = tag(name), tag.has("XYZ "), let x = tag.fixed(8), let y = tag.fixed(12),
      let z = tag.fixed(16)
    else { return nil }
    return SIMD3(x, y, z)
  }

  /// A curve of either kind (10.5 and 10.16).
  func curve(_ name: String) -> ToneCurve? {
    guard let tag = tag(name) else { return nil }
    if tag.has("para") { return Self.parametric(tag) }
    guard tag.has("curv"), let count = tag.u32(8, .big) else { return nil }
    if count == 0 { return .gamma(1) }
    if count == 1 { return tag.u16(12, .big).map { .gamma(Double($0) / 256) } }
    guard tag.part(from: 12, count: count * 2) != nil else { return nil }
    return .table((0..<count).compactMap { tag.u16(12 + $0 * 2, .big).map(UInt16.init) })
  }

  /// How many numbers each kind has (10.16, table 65).
  private static let parameterCounts = [1, 3, 4, 5, 7]

  private static func parametric(_ tag: FileBytes) -> ToneCurve? {
    guard let kind = tag.u16(8, .big), parameterCounts.indices.contains(kind) else { return nil }
    let numbers = (0..<parameterCounts[kind]).compactMap { tag.fixed(12 + $0 * 4) }
    guard numbers.count == parameterCounts[kind] else { return nil }
    var p = numbers + [Double](repeating: 0, count: 7 - numbers.count)
    switch kind {
    case 0: return .gamma(p[0])
    case 1, 2:
      guard p[1] != 0 else { return nil }
      p[4] = -p[2] / p[1]
      if kind == 2 { (p[3], p[5], p[6]) = (0, numbers[3], numbers[3]) }
    default: break
    }
    return .parametric(p)
  }
}

extension FileBytes {
  /// An s15Fixed16Number (ICC.1:2010, 4.6).
  fileprivate func fixed(_ offset: Int) -> Double? {
    i32(offset, .big).map { Double($0) / 65_536 }
  }
}
