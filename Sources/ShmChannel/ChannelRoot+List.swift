import Linux

extension ChannelRoot {
  /// Every channel in the root; none when there is no root. Sweeps what killed processes left.
  ///
  /// - Throws: `ChannelError` when the root itself cannot be trusted or read.
  public func list() throws(ChannelError) -> Listing {
    var listing = Listing()
    guard let directory = try openIfPresent() else { return listing }
    Leftovers.sweep(directory)
    for entry in try directory.entries().sorted() {
      guard let name = try? ChannelName(entry),
        try directory.status(of: entry)?.isRegularFile == false
      else { continue }
      do throws(ChannelError) {
        if let channel = try ChannelDirectory.openIfPresent(name, in: directory, writing: false) {
          listing.channels.append(try ChannelSummary(channel, in: self))
        }
      } catch {
        listing.failures.append((name, error))
      }
    }
    return listing
  }
}
