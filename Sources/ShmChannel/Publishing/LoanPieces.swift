internal import Synchronization

/// What a loan is filled with, piece by piece, from any thread.
package final class LoanPieces {
  private struct State {
    var written = 0
    var failure: ChannelError?
  }

  private let frame: PublisherFrame
  private let directory: ChannelDirectory
  private let channel: Channel
  private let byteCount: Int
  private let state = Mutex(State())

  init(
    of frame: PublisherFrame, in directory: ChannelDirectory, of channel: Channel, byteCount: Int
  ) {
    self.frame = frame
    self.directory = directory
    self.channel = channel
    self.byteCount = byteCount
  }

  /// Writes some bytes, which no other piece has.
  ///
  /// - Precondition: they lie in the picture.
  /// - Returns: false when they could not be written: the frame is not to be published then.
  package func write(_ pixels: RawSpan, at offset: Int) -> Bool {
    precondition(
      offset >= 0 && pixels.byteCount <= byteCount - offset, "\(pixels.byteCount) at \(offset)")
    while true {
      do throws(ChannelError) {
        try frame.writePixels(pixels, at: offset)
        state.withLock { $0.written += pixels.byteCount }
        return true
      } catch {
        guard canRetry(after: error) else { return false }
      }
    }
  }

  private func canRetry(after error: ChannelError) -> Bool {
    state.withLock {
      // One thread at a time: nobody else touches the channel while a loan is filled.
      if error.isShortage, (try? channel.giveUpOldest(in: directory)) == true { return true }
      $0.failure = error
      return false
    }
  }

  /// Whether each byte has been written.
  var isWhole: Bool { state.withLock { $0.failure == nil && $0.written == byteCount } }

  /// Why there was no room, if that was so.
  var shortage: ChannelError? {
    state.withLock { $0.failure?.isShortage == true ? $0.failure : nil }
  }
}
