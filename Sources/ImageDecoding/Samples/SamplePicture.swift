private import Glibc
package import Pixels
package import ShmChannel

/// A picture whose samples are those of its file, in a format of frames.
@safe package struct SamplePicture: ~Copyable, @unchecked Sendable {
  /// How the samples lie in memory; what a decoder makes has rows without a gap, and is not planar.
  package let layout: FrameLayout
  /// The samples that are black and white; nil for all that their type has.
  package var range: SampleRange?
  /// What its samples say of light.
  package var transfer = Transfer.srgb
  /// What has become of the file's samples, for people; nil where they are as they were.
  package var remark: String?
  /// What the file says its colors mean; nil for sRGB.
  var profile: FileProfile?
  /// What has become of that.
  var fate: ProfileFate?

  private let memory: UnsafeMutableRawBufferPointer

  /// Makes a picture of zeros; its size has been checked.
  init(width: Int, height: Int, format: PixelFormat) throws(DecodingError) {
    try self.init(FrameLayout(width: width, height: height, format: format))
  }

  /// Makes a picture of zeros that lies in memory as is said.
  package init(_ layout: FrameLayout) throws(DecodingError) {
    self.layout = layout
    let address = unsafe mmap(
      nil, layout.byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else { throw .outOfMemory }
    _ = unsafe madvise(address, layout.byteCount, MADV_HUGEPAGE)
    unsafe memory = UnsafeMutableRawBufferPointer(start: address, count: layout.byteCount)
  }

  deinit { _ = unsafe munmap(memory.baseAddress, memory.count) }

  /// All samples, for reading; the span ends with `body`.
  package func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try body(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(memory)))
  }

  /// All samples, for writing; the span ends with `body`.
  package mutating func withMutableBytes(_ body: (inout MutableRawSpan) -> Void) {
    var span = unsafe MutableRawSpan(_unsafeBytes: memory)
    body(&span)
  }

  /// All samples, for decoders to write; the pointer ends with `body`.
  mutating func withUnsafeMutableBytes<R: ~Copyable, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(memory)
  }

  /// Has the least number shown as black, and the largest as white: for whole numbers that became
  /// floats, of which 0 to 1 says nothing.
  mutating func findRange() {
    range = withBytes { SampleSurvey(layout.bounds, of: $0, layout: layout).wholeRange }
  }

  /// The same in 8 bits, as a viewer shows them.
  ///
  /// - Parameters:
  ///   - range: the samples that are black and white; nil for the file's own.
  ///   - transfer: what samples say of light; nil for what the file says.
  package func display(
    _ range: SampleRange? = nil, _ transfer: Transfer? = nil
  ) throws(DecodingError) -> Bitmap {
    let mapping = DisplayMapping(
      of: layout.format, range: range ?? self.range, transfer: transfer ?? self.transfer)
    let (width, height) = (layout.width, layout.height)
    var bitmap = try makeBitmap(width: width, height: height)
    withBytes { samples in
      unsafe bitmap.withUnsafeMutableBytes { bytes in
        guard let start = unsafe bytes.bindMemory(to: UInt32.self).baseAddress else { return }
        for row in 0..<height {
          var target = unsafe MutableSpan(_unsafeStart: start + row * width, count: width)
          mapping.write(
            row: row, columns: 0..<width, of: samples, layout: layout, to: &target)
        }
      }
    }
    if mapping.hasAlpha { bitmap.findOpacity() }
    return bitmap
  }
}
