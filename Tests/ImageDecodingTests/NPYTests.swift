import ImageDecoding
import ShmChannel
import TestSupport
import Testing

/// NumPy's arrays as pictures.
@Suite struct NPYTests {
  @Test("every numeric type of NumPy, in both byte orders, gives its numbers")
  func types() throws {
    let small: [Double] = [0, 1, 2, 100, 50, 127]
    func remark(_ name: String) -> String { "its \(name) numbers became float32" }
    func expect<Number: FixedWidthInteger>(
      _ type: String, _ format: String, _ remark: String?, _: Number.Type
    ) throws {
      // Of whole numbers that became floats, 0 to 1 would say nothing.
      let range = remark == nil ? nil : SampleRange(low: 0, high: 127)
      for (order, big) in [("<", false), (">", true)] {
        let data = NumberFiles.bytes(small.map { Number($0) }, big: big)
        try expectNumbers(
          NumberFiles.npy(order + type, "(2, 3)", data), format, 3, 2, small, range: range,
          remark: remark, "\(order)\(type)")
      }
    }
    try expect("u1", "gray8", nil, UInt8.self)
    try expect("u2", "gray16le", nil, UInt16.self)
    try expect("u4", "grayf32le", remark("uint32"), UInt32.self)
    try expect("u8", "grayf32le", remark("uint64"), UInt64.self)
    try expect("i1", "grayf32le", remark("int8"), Int8.self)
    try expect("i2", "grayf32le", remark("int16"), Int16.self)
    try expect("i4", "grayf32le", remark("int32"), Int32.self)
    try expect("i8", "grayf32le", remark("int64"), Int64.self)
    let fractions: [Double] = [0, -1.5, 0.25, 1000, 3, -2]
    for (order, big) in [("<", false), (">", true)] {
      let halves = NumberFiles.bytes(fractions.map { Float16($0).bitPattern }, big: big)
      let singles = NumberFiles.bytes(fractions.map { Float($0).bitPattern }, big: big)
      let doubles = NumberFiles.bytes(fractions.map(\.bitPattern), big: big)
      for (type, data, words) in [
        ("f2", halves, remark("float16")), ("f4", singles, nil),
        ("f8", doubles, remark("float64")),
      ] {
        try expectNumbers(
          NumberFiles.npy(order + type, "(2, 3)", data), "grayf32le", 3, 2, fractions,
          remark: words, "\(order)\(type)")
      }
    }
    try expectNumbers(
      NumberFiles.npy("|b1", "(1, 2)", [0, 1]), "gray8", 2, 1, [0, 1],
      range: SampleRange(low: 0, high: 1))
  }

  @Test("negative numbers, and those that are none, stay what they are")
  func special() throws {
    let data = NumberFiles.bytes([Int16.min, -1])
    let values = try numbers(NumberFiles.npy("<i2", "(1, 2)", data))?.values
    #expect(values == [-32_768, -1])
    let floats = NumberFiles.bytes([Float.nan, .infinity, -.infinity].map(\.bitPattern))
    let special = try #require(try numbers(NumberFiles.npy("<f4", "(1, 3)", floats))?.values)
    #expect(special[0].isNaN && special[1...] == [.infinity, -.infinity])
  }

  @Test("arrays of both orders, gray, RGB and RGBA")
  func orders() throws {
    let numbers = (0..<24).map { UInt8($0) }
    let values = numbers.map(Double.init)
    try expectNumbers(NumberFiles.npy("|u1", "(2, 4, 3)", numbers), "rgb24", 4, 2, values)
    try expectNumbers(NumberFiles.npy("|u1", "(3, 2, 4)", numbers), "rgba", 2, 3, values)
    try expectNumbers(NumberFiles.npy("|u1", "(4, 6, 1)", numbers), "gray8", 6, 4, values)
    // Sample (y, x, c) of two rows and four columns is number y + 2 * (x + 4 * c).
    var turned: [Double] = []
    for y in 0..<2 {
      for x in 0..<4 { turned += (0..<3).map { Double(y + 2 * (x + 4 * $0)) } }
    }
    try expectNumbers(
      NumberFiles.npy("|u1", "(2, 4, 3)", isColumnMajor: true, numbers), "rgb24", 4, 2, turned)
  }

  @Test("arrays of planes, of both orders; samples come last where both make sense")
  func planes() throws {
    let numbers = (0..<30).map { UInt8($0) }
    // Sample (c, y, x) of two rows and five columns is number x + 5 * (y + 2 * c), or with the other
    // order c + 3 * (y + 2 * x).
    var (values, turned): ([Double], [Double]) = ([], [])
    for y in 0..<2 {
      for x in 0..<5 {
        values += (0..<3).map { Double(x + 5 * (y + 2 * $0)) }
        turned += (0..<3).map { Double($0 + 3 * (y + 2 * x)) }
      }
    }
    try expectNumbers(NumberFiles.npy("|u1", "(3, 2, 5)", numbers), "rgb24", 5, 2, values)
    try expectNumbers(
      NumberFiles.npy("|u1", "(3, 2, 5)", isColumnMajor: true, numbers), "rgb24", 5, 2, turned)
    try expectNumbers(
      NumberFiles.npy("<f4", "(1, 1, 2)", NumberFiles.bytes([Float(1).bitPattern, 0])),
      "grayf32le", 2, 1, [1, 0])
  }

  @Test(
    "an array that is no picture is refused in words",
    arguments: [
      ("|O", "(2, 2)", "elements that are not numbers (|O)"),
      ("<c8", "(2, 2)", "elements of type <c8"), ("<U4", "(2, 2)", "elements of type <U4"),
      (
        "<f4", "(4,)",
        "shape (4) in place of (rows, columns), (rows, columns, 1, 3 or 4 samples) or (samples, rows, columns)"
      ),
      (
        "<f4", "(2, 2, 2)",
        "shape (2, 2, 2) in place of (rows, columns), (rows, columns, 1, 3 or 4 samples) or (samples, rows, columns)"
      ),
    ])
  func refused(_ type: String, _ shape: String, _ words: String) {
    let bytes = NumberFiles.npy(type, shape, [UInt8](repeating: 0, count: 64))
    #expect(throws: DecodingError.unsupported(.npy, words)) { try numbers(bytes) }
  }

  @Test("an array of structures, and one that lacks numbers, are refused")
  func broken() throws {
    let fields = "[('a', '<f4'), ('b', '<f4')]"
    let words = "{'descr': \(fields), 'fortran_order': False, 'shape': (1, 1), }\n"
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(words.utf8.count), 0] + Array(words.utf8)
      + [UInt8](repeating: 0, count: 8)
    #expect(throws: DecodingError.unsupported(.npy, "elements of several fields")) {
      try numbers(bytes)
    }
    let whole = NumberFiles.npy("<f4", "(2, 2)", [UInt8](repeating: 0, count: 16))
    for count in [7, 9, 40, whole.count - 1] {
      #expect(throws: DecodingError.self) { try numbers(Array(whole[..<count])) }
    }
    #expect(throws: DecodingError.corrupt(.npy, "its header says 0x3")) {
      try numbers(NumberFiles.npy("<f4", "(3, 0)", []))
    }
  }
}
