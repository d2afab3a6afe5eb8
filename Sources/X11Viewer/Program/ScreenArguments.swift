import ArgumentParser
import CommandLineFiles
import ViewerCore

/// What the command line says of what is over and around pictures.
enum ScreenArguments {
  static func caption(_ text: String) throws -> CaptionFormat {
    do throws(CaptionFormat.Mistake) {
      return try CaptionFormat(CommandLineText.display(text))
    } catch {
      throw ValidationError("\(error)")
    }
  }

  static func points(_ text: String) throws -> Int {
    guard let points = Int(text), ScreenCaption.sizes.contains(points) else {
      let (least, most) = (ScreenCaption.sizes.lowerBound, ScreenCaption.sizes.upperBound)
      throw ValidationError(
        "it takes \(least) to \(most) points")
    }
    return points
  }

  /// `0xFFRRGGBB`; a shell takes `#` for the start of a comment, so it may be left out.
  static func colour(_ text: String) throws -> UInt32 {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let colour = UInt32(digits, radix: 16)
    else {
      throw ValidationError(
        "it takes a color such as \"#1c1c1c\"")
    }
    return 0xFF00_0000 | colour
  }
}
