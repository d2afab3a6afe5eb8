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
    let isTaken = files.prefix(3).map { pictures.take($0) }
    #expect(isTaken == [true, false, false])
    let second = pictures.takeNext()
    let isFourthTaken = pictures.take(files[3])
    let third = pictures.takeNext()
    let none = pictures.takeNext()
    #expect([second?.byteCount, third?.byteCount, none?.byteCount] == [2, 3, nil])
    let isFirstTakenAgain = pictures.take(files[0])
    #expect(!isFourthTaken && isFirstTakenAgain)
  }
}
