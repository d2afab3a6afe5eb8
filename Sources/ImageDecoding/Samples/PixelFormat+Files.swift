internal import ShmChannel

extension PixelFormat {
  /// The format of a file's samples: gray, RGB or RGBA, by how many there are of a pixel.
  init(channelCount: Int, _ sample: SampleType, in type: ImageType) throws(DecodingError) {
    let layouts: [Int: Layout] = [1: .gray, 3: .rgb, 4: .rgba]
    guard let format = layouts[channelCount].flatMap({ PixelFormat($0, sample) }) else {
      throw .unsupported(type, "\(channelCount) channels")
    }
    self = format
  }
}
