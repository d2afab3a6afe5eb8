internal import ImageDecoding

extension DecodingError {
  /// What happened, and the option that may help; to stand behind `NAME: `.
  var advised: String {
    switch self {
    case .tooManyPixels: "\(self); --max-pixels raises it"
    default: description
    }
  }
}
