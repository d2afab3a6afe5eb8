extension WireWriter {
  mutating func put(_ places: [NamedPlace]) {
    put(UInt64(places.count))
    for place in places {
      put(place.path)
      put(place.alternative.map { [$0] } ?? [])
      put(place.mayBecomeDirectory)
    }
  }
}

extension NamedPlace {
  init?(_ reader: inout WireReader) {
    guard let path = reader.path(), let alternatives = reader.list({ $0.path() }),
      let mayBecomeDirectory = reader.flag()
    else { return nil }
    self.init(path, alternative: alternatives.first, mayBecomeDirectory: mayBecomeDirectory)
  }
}
