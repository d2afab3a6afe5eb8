import Testing

@testable import ShareCLI

@Suite("Pictures that are pushed") struct PushedPicturesTests {
  @Test("one is decoded at a time, and of those that come meanwhile only the newest follows")
  func newest() throws {
    let files = try (0..<4).map { number in
      let bytes = [UInt8](repeating: 0, count: number)
      return try bytes.withUnsafeBytes { try PictureFile($0) }
    }
    var pictures = PushedPictures()
    #expect(pictures.take(files[0]))
    #expect(!pictures.take(files[1]))
    #expect(!pictures.take(files[2]))
    #expect(pictures.takeNext()?.byteCount == 2)
    #expect(!pictures.take(files[3]))
    #expect(pictures.takeNext()?.byteCount == 3)
    #expect(pictures.takeNext() == nil)
    #expect(pictures.take(files[1]))
  }
}
