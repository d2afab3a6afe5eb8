import FrameStreams
import Glibc
import TestSupport
import Testing

@testable import ShareCLI

@Suite("A stream that is read to its end")
struct StreamSourceTests {
  /// Of which what stands between two pictures has more.
  private static let byteLimit = 1 << 16

  private static let picture = Array("P5 20 20 255\n".utf8) + [UInt8](repeating: 7, count: 400)

  /// Reads a file to its end; of its pictures the last one stays.
  private func read(
    _ bytes: [UInt8], as format: StreamReader.Format
  ) throws -> (picture: StreamBuffer?, ending: StreamEnding?) {
    let folder = try Folder()
    let file = open(try folder.write(bytes, to: "stream"), O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let mailbox = try StreamMailbox(.drop)
    StreamReader(
      file, as: format,
      limits: StreamReader.Limits(pixels: 1 << 20, byteCount: Self.byteLimit), isLooping: false,
      into: mailbox
    ).run()
    let picture = try mailbox.take()
    return (picture, mailbox.ending)
  }

  /// What may stand before a picture in a multipart stream, more of it than a picture may have.
  private static let others: [(what: String, bytes: [UInt8])] = [
    ("many parts with text", repeated(part("text/plain", [UInt8](repeating: 65, count: 999)))),
    ("many empty parts", repeated(part("image/jpeg", []))),
    ("one long part with sound", part("audio/basic", [UInt8](repeating: 1, count: 2 * byteLimit))),
    ("empty lines", repeated([13, 10])),
    ("ends of streams", repeated(Array("--b--\r\n".utf8))),
  ]

  private static func part(_ type: String, _ body: [UInt8]) -> [UInt8] {
    Array("--b\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
      + [13, 10]
  }

  private static func repeated(_ bytes: [UInt8]) -> [UInt8] {
    Array(repeatElement(bytes, count: 2 * byteLimit / bytes.count).joined())
  }

  @Test("what stands between the pictures of a multipart stream costs no memory", arguments: others)
  func otherParts(what: String, bytes: [UInt8]) throws {
    let wanted = Self.part("image/x-portable-graymap", Self.picture)
    let (picture, ending) = try read(wanted + bytes + wanted, as: .known(.multipart))
    #expect(ending == .finished)
    let found = try #require(picture)
    found.withPicture { #expect(Array($0) == Self.picture) }
    #expect(found.bytes.count + found.bytes.room < 4 * 65_536)
  }

  @Test(
    "padding before a stream whose format its bytes tell may be of any length",
    arguments: [0, 1, 15, 243, 250, 255, 256, 257, 5_000, 65_530, 65_536, 300_000])
  func padding(count: Int) throws {
    let padding = [UInt8](repeating: 32, count: count)
    let (picture, ending) = try read(padding + Self.picture + Array("no picture".utf8), as: .auto)
    let offset = count + Self.picture.count
    #expect(
      ending
        == .broken(.garbage(offset: offset, expected: "a binary PBM, PGM, PPM or PAM file")))
    try #require(picture).withPicture { #expect(Array($0) == Self.picture) }
  }

  @Test("padding alone is a stream without pictures, whether its format is named or not")
  func paddingAlone() throws {
    for count in [1, 255, 256, 100_000] {
      let padding = [UInt8](repeating: 0, count: count)
      #expect(try read(padding, as: .auto).ending == .pictureless)
      #expect(try read(padding, as: .known(.pnm)).ending == .pictureless)
    }
    #expect(try read([], as: .auto).ending == .empty)
  }

  @Test("a file of another kind is known by its first bytes, zeros or not")
  func heads() throws {
    let video = [0, 0, 0, 32] + Array("ftypisom".utf8) + [UInt8](repeating: 9, count: 300)
    #expect(try read(video, as: .auto).ending == .unknown(head: Array(video.prefix(256))))
  }

  @Test("the limit of a picture is that of its own bytes")
  func tooLong() throws {
    let long = Self.part("image/png", [UInt8](repeating: 1, count: Self.byteLimit + 1))
    let start = Self.others[0].bytes.count
    let header = long.count - Self.byteLimit - 3
    #expect(
      try read(Self.others[0].bytes + long, as: .known(.multipart)).ending
        == .broken(.tooLong(offset: start + header, limit: Self.byteLimit)))
    let fit = Self.part("image/png", [UInt8](repeating: 1, count: Self.byteLimit))
    #expect(try read(Self.others[0].bytes + fit, as: .known(.multipart)).ending == .finished)
  }
}
