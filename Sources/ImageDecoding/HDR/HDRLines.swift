/// Lines that end with a line feed, perhaps behind a carriage return.
struct HDRLines {
  private static let longest = 4096

  private let file: FileBytes
  private(set) var offset = 0

  init(_ file: FileBytes) { self.file = file }

  /// Nil where the file ends before the line does.
  mutating func next() -> String? {
    let start = offset
    while let byte = file[offset], offset - start < Self.longest {
      offset += 1
      if byte == 10 {
        let end = offset - start > 1 && file[offset - 2] == 13 ? offset - 2 : offset - 1
        return unsafe String(decoding: file.raw[start..<end], as: UTF8.self)
      }
    }
    return nil
  }
}
