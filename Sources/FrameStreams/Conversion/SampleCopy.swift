internal import ShmChannel

/// Copies a frame whose samples stay what they are, once.
struct SampleCopy {
  private let raw: RawLayout
  /// Which of the stream's planes is each of the frame's.
  private let planes: [Int]

  init(_ raw: RawLayout, planes: [Int]) {
    self.raw = raw
    self.planes = planes
  }

  /// - Precondition: `source` holds a frame, and `memory` all of `target`.
  func copy(
    _ source: UnsafeRawBufferPointer, into memory: UnsafeMutableRawBufferPointer,
    layout target: FrameLayout
  ) {
    precondition(source.count >= raw.byteCount && memory.count >= target.byteCount, "\(target)")
    let planeByteCount = raw.stride * raw.height
    for (plane, place) in planes.enumerated() {
      let (from, to) = (place * planeByteCount, plane * target.planeByteCount)
      if target.rowStride == raw.stride {
        unsafe Self.copy(source, from, memory, to, planeByteCount)
      } else {
        for row in 0..<raw.height {
          unsafe Self.copy(
            source, from + row * raw.stride, memory, to + row * target.rowStride, raw.rowByteCount)
        }
      }
    }
    if target.format == .bgrx { unsafe makeOpaque(memory, target) }
  }

  private static func copy(
    _ source: UnsafeRawBufferPointer, _ from: Int, _ target: UnsafeMutableRawBufferPointer,
    _ to: Int, _ count: Int
  ) {
    unsafe UnsafeMutableRawBufferPointer(rebasing: target[to...])
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<from + count]))
  }

  /// The fourth byte may be anything, and is 255 in a frame.
  private func makeOpaque(_ memory: UnsafeMutableRawBufferPointer, _ target: FrameLayout) {
    for row in 0..<target.height {
      let start = target.offset(x: 0, y: row)
      let pixels = unsafe UnsafeMutableRawBufferPointer(
        rebasing: memory[start..<start + target.rowByteCount]
      ).bindMemory(to: UInt32.self)
      for x in pixels.indices { unsafe pixels[x] |= UInt32(0xFF00_0000).littleEndian }
    }
  }
}
