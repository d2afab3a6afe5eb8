/// Leads through the bytes of one format, unit after unit, without decoding anything.
///
/// A unit is what holds one picture: a file in a row of files, a part of a multipart stream, a
/// frame with its marker. After `Step.end` the next call begins a new unit.
protocol Walk {
  /// Decides what comes next.
  ///
  /// - Parameter field: the bytes that were asked for by `Step.field`; else none.
  mutating func next(_ field: [UInt8]) throws(StreamError) -> Step

  /// Whether nothing of a picture is lost where the stream ends here, though a unit has begun: as
  /// yet it is only what stands between two.
  var isBetweenPictures: Bool { get }

  /// Whether padding may stand in front of a unit: no unit begins with such a byte.
  var mayFollowPadding: Bool { get }
}

extension Walk {
  var isBetweenPictures: Bool { false }
  var mayFollowPadding: Bool { true }
}
