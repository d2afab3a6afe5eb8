import ImageDecoding

/// What a `DecoderCommand` has said so far.
struct DecoderLog {
  /// Types of which sound files became pictures.
  private(set) var sound: Set<ImageType> = []
  /// How many damaged files became pictures all the same.
  private(set) var pictures: [ImageType: Int] = [:]
  private(set) var refusals = 0
  /// The file that was begun last.
  private(set) var last: (round: UInt64, type: ImageType)?
  /// Whether all is said of that file.
  private(set) var isDone = true

  init(_ output: String) {
    for line in output.split(separator: "\n") { take(line) }
  }

  private mutating func take(_ line: Substring) {
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2 else { return }
    let type = ImageType(rawValue: String(words[1]))
    switch (words[0], type) {
    case ("sound", let type?): sound.insert(type)
    case ("picture", let type?):
      pictures[type, default: 0] += 1
      isDone = true
    case ("refused", _?):
      refusals += 1
      isDone = true
    case ("round", _): begin(words[1].split(separator: " ", maxSplits: 1))
    default: break
    }
  }

  private mutating func begin(_ words: [Substring]) {
    guard words.count == 2, let round = UInt64(words[0]),
      let type = ImageType(rawValue: String(words[1]))
    else { return }
    last = (round, type)
    isDone = false
  }
}
