/// Who of two reads which scans of a progressive file, so that both take as long.
///
/// Scans of other coefficients do not depend on each other. One that adds bits to coefficients has
/// to find those that came before, but only in the blocks where it is: it can follow the other
/// reader through the picture, a row behind.
struct JPEGSchedule: Equatable {
  /// The scans of each reader, in the order in which it reads them.
  private(set) var readers: [[Int]] = [[], []]
  /// For each scan, those of the file that have to be ahead of it.
  let leaders: [[Int]]

  /// Nil where there is nothing for one of them.
  init?(_ scans: [JPEGScript.Scan]) {
    leaders = scans.indices.map { scan in
      (0..<scan).filter { scans[$0].overlaps(scans[scan]) }
    }
    let costs = scans.map(Self.cost)
    let chains = Self.chains(costs, leaders)
    var left = Set(scans.indices)
    var (starts, ends) = ([Double?](repeating: nil, count: scans.count), costs)
    var free = [0.0, 0.0]
    while !left.isEmpty {
      let reader = free[0] <= free[1] ? 0 : 1
      let now = free[reader]
      func start(_ scan: Int) -> Double {
        leaders[scan].reduce(now) { max($0, starts[$1] ?? 0) }
      }
      func end(_ scan: Int) -> Double {
        leaders[scan].reduce(start(scan) + costs[scan]) { max($0, ends[$1]) }
      }
      // Of those whose leaders are on their way, and rather of those that need not wait for them,
      // the one with the most behind it.
      let ready = left.filter { leaders[$0].allSatisfy { starts[$0] != nil } }
      let unhindered = ready.filter { end($0) == now + costs[$0] }
      let best = (unhindered.isEmpty ? ready : unhindered).max {
        (chains[$0], $1) < (chains[$1], $0)
      }
      guard let next = best else { return nil }
      (starts[next], ends[next]) = (start(next), end(next))
      free[reader] = ends[next]
      readers[reader].append(next)
      left.remove(next)
    }
    if readers.contains([]) { return nil }
  }

  /// The time that it takes to read, in coded bytes: libjpeg-turbo 2.1 needs 45 nanoseconds for a
  /// byte, and 17 for a block in which nothing comes.
  private static func cost(_ scan: JPEGScript.Scan) -> Double {
    Double(scan.bytes.count) + 0.4 * Double(scan.blockCount)
  }

  /// For each scan, the time of it and of the longest row of scans that follow each other behind
  /// it.
  private static func chains(_ costs: [Double], _ leaders: [[Int]]) -> [Double] {
    var chains = costs
    for scan in costs.indices.reversed() {
      for leader in leaders[scan] {
        chains[leader] = max(chains[leader], costs[leader] + chains[scan])
      }
    }
    return chains
  }
}
