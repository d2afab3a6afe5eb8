import CLibYUV
import CPixels
import ShmChannel

/// Makes display pixels of bytes, of which there is one for each sample: those of other orders by
/// `CPixels` or libyuv, those of planes put together, grays by a table.
struct BytePacking: Sendable {
  private let layout: PixelFormat.Layout
  /// 256 display pixels, of a gray picture.
  private let table: [UInt32]?

  init(_ layout: PixelFormat.Layout, table: [UInt32]? = nil) {
    self.layout = layout
    self.table = table
  }

  /// Whether the bytes are display pixels as they are.
  var isIdentity: Bool { layout == .bgrx || layout == .bgra }

  /// The order of three bytes that are a pixel; nil where pixels are others.
  var triples: ByteTriples? {
    switch layout {
    case .rgb: .redFirst
    case .bgr: .blueFirst
    case .gray, .rgba, .bgrx, .bgra: nil
    }
  }

  /// Writes the pixels of bytes that stand pixel by pixel.
  ///
  /// - Parameter pastCaches: whether they may be stored past the caches.
  func write(
    _ start: UnsafePointer<UInt8>, count: Int, to target: UnsafeMutablePointer<UInt32>,
    pastCaches: Bool
  ) {
    let (width, pixels) = unsafe (CInt(count), bytes(target))
    if let triples, let pack = unsafe Kernels.best.pack {
      return unsafe pack(start, count, triples == .redFirst ? 1 : 0, target, pastCaches ? 1 : 0)
    }
    // libyuv names its formats by the bytes of a word, the highest first.
    switch layout {
    case .gray:
      if let table { return unsafe Self.look(start, count, in: table, to: target) }
      unsafe J400ToARGB(start, 0, pixels, 0, width, 1)
    case .rgb: unsafe RAWToARGB(start, 0, pixels, 0, width, 1)
    case .bgr: unsafe RGB24ToARGB(start, 0, pixels, 0, width, 1)
    case .rgba: unsafe ABGRToARGB(start, 0, pixels, 0, width, 1)
    case .bgrx, .bgra: unsafe pixels.update(from: start, count: 4 * count)
    }
  }

  private static func look(
    _ start: UnsafePointer<UInt8>, _ count: Int, in table: [UInt32],
    to target: UnsafeMutablePointer<UInt32>
  ) {
    unsafe table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      for x in 0..<count { unsafe target[x] = table[Int(start[x])] }
    }
  }

  /// Writes the pixels of bytes that stand in planes, each so many bytes behind the one before.
  func write(
    planes start: UnsafePointer<UInt8>, distance: Int, count: Int,
    to target: UnsafeMutablePointer<UInt32>
  ) {
    let (first, green, third) = unsafe (start, start + distance, start + 2 * distance)
    let (blue, red) = unsafe layout == .bgr ? (first, third) : (third, first)
    let planes = unsafe Planes(blue: blue, green: green, red: red)
    if layout == .rgba {
      unsafe planes.write(count, to: target, withAlpha: start + 3 * distance)
    } else {
      unsafe planes.write(count, to: target, withAlpha: nil)
    }
  }
}

/// In which order the three bytes of a pixel stand.
enum ByteTriples { case blueFirst, redFirst }

/// The colors of some pixels of a row, each of them by itself.
@safe private struct Planes {
  let blue: UnsafePointer<UInt8>
  let green: UnsafePointer<UInt8>
  let red: UnsafePointer<UInt8>

  @inline(__always)
  func write(
    _ count: Int, to target: UnsafeMutablePointer<UInt32>, withAlpha alpha: UnsafePointer<UInt8>?
  ) {
    let whole = count & ~7
    var x = 0
    while x < whole {
      var pixels = SIMD16<UInt16>()
      pixels.evenHalf = unsafe Self.words(blue + x) | Self.words(green + x) &<< 8
      pixels.oddHalf = unsafe Self.words(red + x) | 0xFF00
      if let alpha = unsafe alpha {
        pixels.oddHalf = unsafe Self.words(red + x) | Self.words(alpha + x) &<< 8
      }
      unsafe UnsafeMutableRawPointer(target + x).storeBytes(of: pixels, as: SIMD16<UInt16>.self)
      x &+= 8
    }
    for x in whole..<count {
      let opacity = unsafe UInt32(alpha?[x] ?? 0xFF) << 24
      unsafe target[x] = opacity | UInt32(red[x]) << 16 | UInt32(green[x]) << 8 | UInt32(blue[x])
    }
  }

  @inline(__always)
  private static func words(_ start: UnsafePointer<UInt8>) -> SIMD8<UInt16> {
    SIMD8(
      truncatingIfNeeded: unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD8<UInt8>.self))
  }
}
