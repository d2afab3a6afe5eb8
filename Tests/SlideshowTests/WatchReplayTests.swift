import Testing

/// What threads do by chance, done again by a seed: between the watcher's iterations, and at any of
/// its looks.
@Suite struct WatchReplayTests {
  @Test(
    "whatever is done before the watcher looks, and while it does, it knows the files in the end",
    arguments: [88, 121, 1063, 1093, 1126, 1147, 3, 6, 4, 9] as [UInt64])
  func replay(_ seed: UInt64) throws {
    for place in Place.allCases {
      #expect(try Replay(place, seed: seed).run() == [], "\(place)")
    }
  }
}
