import TestSupport
import Testing

@testable import ShmChannel

/// Frames that are written piece by piece, from the top to the bottom.
@Suite struct AppendingTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }

  @Test("pieces of any size make the same frame as one, in new memory and in that of another frame")
  func pieces() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let reader = try ChannelReader(name: .standard, root: directory.root)
    for round in 0..<4 {
      let pixels = (0..<48).map { UInt8($0 + round) }
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      for part in [0..<5, 5..<5, 5..<32, 32..<48] {
        try loan.append(Array(pixels[part]).span.bytes)
      }
      _ = try loan.publish(title: "pieces")
      let frame = try reader.latestFrame()
      try frame.withMappedPixels { bytes in
        #expect(bytes.withUnsafeBytes { Array($0.prefix(48)) } == pixels)
      }
    }
  }

  @Test("a loan that is given up in the middle is seen by nobody")
  func abandoned() throws {
    let channel = try Channel.openOrCreate(.standard, root: directory.root)
    let before = try channel.put(1)
    do {
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      try loan.append([UInt8](repeating: 7, count: 20).span.bytes)
    }
    let reader = try ChannelReader(name: .standard, root: directory.root)
    #expect(try reader.latestFrame().info.generation == before)
    #expect(try channel.put(2).rawValue == before.rawValue + 1)
  }

  @Test("what is not written to its end is not published, and no more is taken than there is room")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      let directory = try TemporaryRoot()
      let channel = try Channel.openOrCreate(.standard, root: directory.root)
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      try loan.append([UInt8](repeating: 7, count: 47).span.bytes)
      _ = try loan.publish(title: "")
    }
    await #expect(processExitsWith: .failure) {
      let directory = try TemporaryRoot()
      let channel = try Channel.openOrCreate(.standard, root: directory.root)
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      try loan.append([UInt8](repeating: 7, count: 47).span.bytes)
      try loan.append([7, 7].span.bytes)
    }
  }
}
