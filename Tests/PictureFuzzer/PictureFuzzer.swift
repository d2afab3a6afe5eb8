import ImageDecoding
import ShmChannel
import Synchronization

/// What decoders for files of numbers and of cameras, and for JPEG, do with a stranger's bytes, and
/// what must hold then.
enum PictureFuzzer {
  /// Few enough that much is tried in a second.
  private static let limits = DecodingLimits(maxPixels: 1 << 16)

  /// Tries one input, and tells whether it is a picture; a trap where a promise is broken.
  static func check(_ input: [UInt8]) -> Bool {
    input.withUnsafeBytes { bytes in
      checkDetails(of: bytes)
      checkStrips(of: bytes)
      checkEnd(of: bytes)
      do throws(DecodingError) {
        let kept = try ImageDecoder.still(of: bytes, limits: limits, keepsDepth: true)
        check(kept)
        let again = try ImageDecoder.still(of: bytes, limits: limits, keepsDepth: true)
        precondition(same(kept, again), "the same bytes are another picture the next time")
        let display = try ImageDecoder.still(of: bytes, limits: limits, keepsDepth: false)
        precondition(display.layout.format.isDisplay, "\(display.layout)")
        precondition(
          display.layout.width == kept.layout.width && display.layout.height == kept.layout.height)
        return true
      } catch {
        precondition(!error.description.contains("\n"), "a line feed in \(error.description)")
        return false
      }
    }
  }

  /// What cameras say, whether the file is a picture or not: lines that say something, and nothing
  /// in them that a header does not take as it is.
  private static func checkDetails(of bytes: UnsafeRawBufferPointer) {
    let details = CameraDetails(of: bytes)
    precondition(details == CameraDetails(of: bytes), "the same bytes say another thing")
    precondition(Title.sanitized(details: details.text) == details.text, "\(details.text)")
    for line in details.text.split(separator: "\n", omittingEmptySubsequences: false) {
      // By bytes: a mark that stands over a letter makes one character with the blank before it.
      let parts = line.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      precondition(details.text.isEmpty || parts.count == 2 && parts[1].count > 1, "\(line)")
    }
  }

  /// Whether another picture follows is told of any bytes, and of the same ones alike.
  private static func checkEnd(of bytes: UnsafeRawBufferPointer) {
    let isFollowed = SecondPicture.follows(in: bytes)
    precondition(isFollowed == SecondPicture.follows(in: bytes), "the same bytes end elsewhere")
  }

  /// A picture that can be decoded in strips has the same end, by one thread and by two, as one that
  /// is decoded as a whole.
  private static func checkStrips(of bytes: UnsafeRawBufferPointer) {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return }
    let whole = Result { () throws(DecodingError) in
      let picture = try ImageDecoder.still(of: bytes, limits: limits, keepsDepth: false)
      return picture.withBytes { $0.withUnsafeBytes { Array($0) } }
    }
    for threads in [PictureStrips.Threads.one, .two(fromPixels: 0)] {
      let inStrips = Result { () throws(DecodingError) -> [UInt8]? in
        // Few pixels are many strips only where a strip is as low as it can be.
        guard
          var strips = try PictureStrips(
            of: bytes, limits: limits, threads: threads, stripByteCount: 0)
        else { return nil }
        let pixels = Mutex([UInt8](repeating: 0, count: strips.layout.byteCount))
        _ = try strips.decode { rows, offset in
          let rows = rows.withUnsafeBytes { Array($0) }
          pixels.withLock { $0.replaceSubrange(offset..<offset + rows.count, with: rows) }
          return true
        }
        return pixels.withLock { $0 }
      }
      switch inStrips {
      case .success(nil): break
      case .success(let pixels?): precondition(whole == .success(pixels), "other pixels")
      case .failure(let error): precondition(whole == .failure(error), "\(error)")
      }
    }
  }

  private static func check(_ picture: borrowing StillPicture) {
    let layout = picture.layout
    precondition(layout.width * layout.height <= limits.maxPixels, "\(layout)")
    if let range = picture.range {
      precondition(range.low.isFinite && range.high.isFinite && range.low != range.high)
    }
    picture.withBytes { precondition($0.byteCount == layout.byteCount, "\($0.byteCount)") }
  }

  private static func same(
    _ first: borrowing StillPicture, _ second: borrowing StillPicture
  ) -> Bool {
    let (one, two) = (first.layout, second.layout)
    return one == two
      && first.withBytes { first in
        second.withBytes { second in
          first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in first.elementsEqual(second) }
          }
        }
      }
  }
}

#if FUZZING
  /// libFuzzer's entry: any input at all.
  @c public func LLVMFuzzerTestOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    _ = PictureFuzzer.check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
#endif
