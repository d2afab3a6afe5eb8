import Glibc
import Testing

@testable import PictureFuzzer

@Suite struct PictureCorpusTests {
  @Test("no file of numbers that libFuzzer begins with breaks a promise of the decoders")
  func replay() throws {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let folder = "/\(tests)/PictureFuzzer/Corpus"
    let stream = try #require(opendir(folder))
    defer { closedir(stream) }
    var pictures = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      let file = try #require(fopen("\(folder)/\(name)", "r"))
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      bytes.removeSubrange(fread(&bytes, 1, bytes.count, file)...)
      if PictureFuzzer.check(bytes) { pictures += 1 }
    }
    #expect(pictures >= 28)
  }
}
