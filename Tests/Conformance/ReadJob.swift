import Glibc
import ShmChannel

/// The newest frames of a channel, each with the checksum of its samples.
struct ReadJob {
  private let count: Int

  init(count: Int) { self.count = count }

  /// Reads so many frames; what is wrong with one of them is said, and the next one waited for.
  func run(on name: ChannelName) throws {
    let reader = try ChannelReader(name: name)
    var last = ChannelReader.Availability.noChannel
    var remaining = count
    while remaining > 0 {
      do {
        // A channel that is made anew may have the same generation.
        let news = try reader.refresh()
        if case .frame = news, news != last {
          last = news
          guard let frame = try reader.acquireLatest() else { continue }
          last = .frame(frame.info.generation, frame.info.channelID)
          Conformance.tell(
            frame.info.generation, frame.info.layout, checksum: try checksum(of: frame))
          remaining -= 1
          continue
        }
      } catch {
        Conformance.say("\(error)")
      }
      var bell = pollfd(fd: reader.doorbell, events: Int16(POLLIN), revents: 0)
      poll(&bell, 1, -1)
    }
  }

  /// Of the samples alone, row after row, without what may lie between the rows.
  private func checksum(of frame: borrowing PinnedFrame) throws -> UInt32 {
    let layout = frame.info.layout
    let samples = try frame.withMappedPixels { pixels in
      stride(from: 0, to: layout.byteCount, by: layout.rowStride).flatMap { row in
        (row..<row + layout.rowByteCount).map {
          pixels.unsafeLoad(fromByteOffset: $0, as: UInt8.self)
        }
      }
    }
    return ShmChannel.checksum(samples[...])
  }
}
