/// How many bytes follow on an NPY file's header: whether they make a picture is for its decoder.
enum NPYSize {
  /// Those of version 1 count their bytes by 16 bits; longer ones describe no picture.
  static let longestHeader = 65_535

  /// The bytes of all elements.
  static func byteCount(header: String) throws(StreamError) -> Int {
    guard let type = value("descr", in: header), let shape = value("shape", in: header) else {
      throw .badHeader(offset: 0, what: "it has no descr or no shape")
    }
    guard let element = elementByteCount(type) else {
      throw .unsupported(what: "a stream of elements of other types than numbers")
    }
    var product = element
    for number in shape.split(whereSeparator: { !$0.isNumber }) {
      let (next, overflows) = product.multipliedReportingOverflow(by: Int(number) ?? .max)
      guard !overflows else { throw .badHeader(offset: 0, what: "its size is beyond all bounds") }
      product = next
    }
    return product
  }

  /// What stands behind a name, up to the next name or the end.
  private static func value(_ name: String, in header: String) -> Substring? {
    for quote in ["'", "\""] {
      let words = quote + name + quote
      guard let start = header.indices.first(where: { header[$0...].hasPrefix(words) }) else {
        continue
      }
      let rest = header[start...].dropFirst(words.count).drop { $0 == ":" || $0 == " " }
      if rest.first == "(" { return rest.prefix { $0 != ")" } }
      return rest.prefix { $0 != "," && $0 != "}" }
    }
    return nil
  }

  /// Of a type such as `'<f4'`; nil for structures and objects.
  private static func elementByteCount(_ type: Substring) -> Int? {
    let text = type.filter { !"'\" ".contains($0) }
    guard let order = text.first, "<>|=".contains(order), let kind = text.dropFirst().first,
      "biufc".contains(kind), let count = Int(text.dropFirst(2)), (1...32).contains(count)
    else { return nil }
    return count
  }
}
