extension TIFFDirectory {
  /// More directories than these are not looked at; files of so many pages are rare.
  private static let mostDirectories = 1000

  /// Behind the last byte that belongs to this directory, to those behind and below it, and to
  /// their pixels; too early where something is there that only private tags point to.
  var fileEnd: Int {
    var end = 0
    var open = [self]
    for _ in 0..<Self.mostDirectories {
      guard let directory = open.popLast() else { break }
      end = max(end, directory.end, directory.pixelEnd)
      let links = [directory.first(.exifDirectory), directory.first(.placeDirectory)]
      open += directory.children + links.compactMap { $0.flatMap(directory.directory) }
      if let next = directory.next { open.append(next) }
    }
    return end
  }

  /// Behind the last strip or tile.
  private var pixelEnd: Int {
    let strips = zip(values(.stripOffsets), values(.stripByteCounts))
    let tiles = zip(values(.tileOffsets), values(.tileByteCounts))
    return (Array(strips) + Array(tiles)).reduce(0) { end, part in
      let (partEnd, isTooFar) = part.0.addingReportingOverflow(part.1)
      return isTooFar ? end : max(end, partEnd)
    }
  }
}
