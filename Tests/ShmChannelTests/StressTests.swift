import Glibc
import ShmChannel
import TestSupport
import Testing

/// Threads with channels of their own are to each other what processes are: the locks belong to
/// open files.
@Suite struct StressTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  @Test("publishers and readers at full speed: no frame is torn, none goes back, the last is seen")
  func together() throws {
    let root = directory.root
    let name = name
    let publishers = 2
    let each = 400
    concurrently(publishers + 3) { index in
      do {
        if index < publishers {
          let channel = try Channel.openOrCreate(name, root: root)
          for round in 0..<each {
            let side = [40, 41, 90][round % 3]
            try channel.put(UInt8.random(in: .min ... .max), width: side, height: side)
          }
        } else {
          try Self.read(name, root, until: UInt64(publishers * each))
        }
      } catch {
        Issue.record(error)
      }
    }
    let summary = try #require(try root.list().channels.first)
    #expect(summary.generation.rawValue == UInt64(publishers * each))
    #expect(summary.frameCount <= 2 * 3 + publishers + 2)
  }

  @Test(
    "beside removals, a put is published or told of one; lists, counts, and claims of viewers know of none"
  )
  func removals() throws {
    let root = directory.root
    let name = name
    concurrently(7) { index in
      for _ in 0..<200 {
        do throws(ChannelError) {
          switch index {
          case 0: try root.remove(name)
          case 1: for failure in try root.list().failures { throw failure.error }
          case 2: #expect(try Channel.openOrCreate(name, root: root).viewerCount() == 0)
          case 3: _ = try SoleViewer.claim(name, root: root)
          default:
            let channel = try Channel.openOrCreate(name, root: root)
            var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
            try loan.write([UInt8](repeating: 1, count: 48).span.bytes)
            _ = try loan.publish(title: "")
          }
        } catch {
          switch error {
          case .noSuchChannel, .removedWhilePublishing: continue
          default: Issue.record(error)
          }
        }
      }
    }
    try? root.remove(name)
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("a root that is deleted again and again is made again, and nobody is told of an error")
  func rootDeletions() throws {
    let root = directory.root
    let path = directory.path
    let name = name
    concurrently(3) { index in
      do {
        let reader = try ChannelReader(name: name, root: root)
        for _ in 0..<500 {
          if index == 0 { rmdir(path) } else { _ = try reader.refresh() }
          if index == 2 { _ = try ChannelReader(name: name, root: root).refresh() }
        }
      } catch {
        Issue.record(error)
      }
    }
  }

  /// Follows the channel to its last generation, holding one frame while it takes the next.
  private static func read(_ name: ChannelName, _ root: ChannelRoot, until last: UInt64) throws {
    let reader = try ChannelReader(name: name, root: root)
    var shown = Generation.empty
    while shown.rawValue < last {
      _ = try reader.wait(after: shown)
      guard let frame = try reader.acquireLatest() else { continue }
      #expect(frame.info.generation >= shown)
      shown = frame.info.generation
      try frame.withMappedPixels { pixels in
        let first = pixels.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
        var torn = 0
        for offset in pixels.byteOffsets
        where pixels.unsafeLoad(fromByteOffset: offset, as: UInt8.self) != first {
          torn += 1
        }
        #expect(torn == 0)
      }
    }
  }
}
