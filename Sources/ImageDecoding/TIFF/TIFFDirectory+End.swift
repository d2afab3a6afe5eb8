extension TIFFDirectory {
  /// Files of more directories than these, which are rare, have no end that is known.
  private static let mostDirectories = 1000
  /// And those of more entries and strips: directories may share them, and so be without end.
  private static let mostNumbers = 1 << 22

  /// Behind the last byte that belongs to this directory, to those behind and below it, and to
  /// their pixels and previews; too early where something is there that only private tags point to.
  ///
  /// Nil where there is more of all that than is looked at.
  var fileEnd: Int? {
    var (end, numberCount) = (0, 0)
    var open = [self]
    // Directories may point to those that they come from.
    var seen: Set<Int> = []
    while let directory = open.popLast() {
      guard seen.insert(directory.start).inserted else { continue }
      numberCount += directory.entryCount + directory.partCount
      guard seen.count <= Self.mostDirectories, numberCount <= Self.mostNumbers else { return nil }
      end = max(end, directory.end, directory.partEnd)
      let links = [directory.first(.exifDirectory), directory.first(.placeDirectory)]
      open += directory.children + links.compactMap { $0.flatMap(directory.directory) }
      if let next = directory.next { open.append(next) }
    }
    return end
  }

  /// Tags of what a directory has elsewhere: where each part begins, and its bytes.
  private static let parts: [(offsets: Tag, byteCounts: Tag)] = [
    (.stripOffsets, .stripByteCounts), (.tileOffsets, .tileByteCounts),
    (.previewOffset, .previewByteCount),
  ]

  private var partCount: Int {
    Self.parts.reduce(0) { $0 + min(numbers($1.offsets).count, numbers($1.byteCounts).count) }
  }

  /// Behind the last strip, tile or preview.
  private var partEnd: Int {
    var end = 0
    for (offsets, byteCounts) in Self.parts {
      for (offset, byteCount) in zip(numbers(offsets), numbers(byteCounts)) {
        guard let offset, let byteCount else { continue }
        let (partEnd, isTooFar) = offset.addingReportingOverflow(byteCount)
        if !isTooFar { end = max(end, partEnd) }
      }
    }
    return end
  }
}
