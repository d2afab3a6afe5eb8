import ImageDecoding
import ShmChannel
import Testing

/// A picture's numbers, in the order of its channels, as they are kept.
struct NumberPicture: Equatable {
  let format: String
  let width: Int
  let height: Int
  let values: [Double]
  let range: SampleRange?
  let remark: String?
}

/// What is kept of a file; nil where it becomes a picture of bytes.
func numbers(_ bytes: [UInt8]) throws -> NumberPicture? {
  try bytes.withUnsafeBytes { bytes in
    guard case .samples(let picture) = try ImageDecoder.still(of: bytes, keepsDepth: true) else {
      return nil
    }
    let layout = picture.layout
    var values: [Double] = []
    picture.withBytes { pixels in
      for y in 0..<layout.height {
        for x in 0..<layout.width { values += layout.samples(x: x, y: y, of: pixels) }
      }
    }
    return NumberPicture(
      format: layout.format.name, width: layout.width, height: layout.height, values: values,
      range: picture.range, remark: picture.remark)
  }
}

func expectNumbers(
  _ bytes: [UInt8], _ format: String, _ width: Int, _ height: Int, _ values: [Double],
  range: SampleRange? = nil, remark: String? = nil, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let expected = NumberPicture(
    format: format, width: width, height: height, values: values, range: range, remark: remark)
  #expect(try numbers(bytes) == expected, comment, sourceLocation: sourceLocation)
}
