/// Files of numbers, as programs for arrays and light write them.
package enum NumberFiles {
  /// NumPy's format, version 1.0: what `numpy.save` writes.
  ///
  /// - Parameter type: of the elements, or a list of fields, each with its name.
  package static func npy(
    _ type: String, _ shape: String, isColumnMajor: Bool = false, _ data: [UInt8]
  ) -> [UInt8] {
    let order = isColumnMajor ? "True" : "False"
    let type = type.hasPrefix("[") ? type : "'\(type)'"
    var words = "{'descr': \(type), 'fortran_order': \(order), 'shape': \(shape), }"
    while (10 + words.utf8.count + 1) % 64 != 0 { words += " " }
    words += "\n"
    let count = words.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 255), UInt8(count >> 8)]
      + Array(words.utf8) + data
  }

  package static func bytes<Number: FixedWidthInteger>(_ numbers: [Number], big: Bool = false)
    -> [UInt8]
  {
    numbers.flatMap { number in
      withUnsafeBytes(of: big ? number.bigEndian : number.littleEndian) { Array($0) }
    }
  }

  /// Radiance's picture of 8 by 2 pixels, each channel of the first scanline a run, of the second one
  /// not.
  package static let runs: [UInt8] = {
    let head = "#?RADIANCE\n# a remark\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 8\n"
    let first: [UInt8] = [2, 2, 0, 8, 136, 128, 136, 64, 136, 32, 136, 129]
    let second: [UInt8] =
      [2, 2, 0, 8] + [8, 0, 1, 2, 3, 4, 5, 6, 7] + [136, 0] + [136, 255] + [136, 136]
    return Array(head.utf8) + first + second
  }()
}
