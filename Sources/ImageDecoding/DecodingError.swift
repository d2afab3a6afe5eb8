/// Why bytes did not become a picture.
package enum DecodingError: Error, Equatable {
  /// There are no bytes.
  case empty
  /// The bytes begin like nothing that `ImageType` names.
  case notAnImage
  /// Bytes are missing at the end, or what is there does not give all pixels.
  case truncated(ImageType)
  /// The type's own rules are broken; the words say how, for the end of a sentence.
  case corrupt(ImageType, String)
  /// More pixels than the caller allows.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// A side that this type's decoder cannot do.
  case sideTooLong(ImageType, width: Int, height: Int, limit: Int)
  /// A sound file of a kind that is not decoded; the words say which.
  case unsupported(ImageType, String)
  /// A sensor's samples, which are no picture yet, in a file that LibRaw does not know either.
  case cameraRaw
  /// The library with that name, which decodes this type, is not installed or too old.
  case noLibrary(ImageType, String)
  /// The system refused memory for the picture.
  case outOfMemory
}

extension DecodingError: CustomStringConvertible {
  /// What happened, and what to do where something can be done; to stand behind `NAME: `.
  package var description: String {
    switch self {
    case .empty: "the file is empty"
    case .notAnImage: "not an image of a supported type (\(ImageType.list))"
    case .truncated(let type): "the \(type) file is incomplete: part of the picture is missing"
    case .corrupt(let type, let what): "the \(type) file is damaged: \(what)"
    case .tooManyPixels(let width, let height, let limit):
      "\(width)x\(height) is more than the limit of \(limit) pixels"
    case .sideTooLong(let type, let width, let height, let limit):
      "\(width)x\(height) is too large: "
        + "a side of this type of picture (\(type)) can be \(limit) pixels at most"
    case .unsupported(let type, let what): "\(type) with \(what) is not supported; convert it first"
    case .cameraRaw: "LibRaw does not know this camera's raw files; convert it first"
    case .noLibrary(let type, let library):
      "this system lacks \(library), which reads \(type); install it"
    case .outOfMemory: "not enough memory for a picture of that size"
    }
  }
}
