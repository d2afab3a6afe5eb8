import Linux

/// What killed processes leave in the root: directories that are not, or no longer, channels.
///
/// Their owner holds a flock on the directory itself, which the kernel drops with the owner.
package enum Leftovers {
  /// A name that nobody has.
  static func unusedName(_ prefix: String) -> String {
    var source = SystemRandomNumberGenerator()
    return prefix + hexadecimal(source.next())
  }

  /// Locks a directory that was just made or renamed; false when a sweep was quicker.
  static func claim(
    _ directory: borrowing Directory, named name: String, in root: borrowing Directory
  ) throws(ChannelError) -> Bool {
    guard try directory.tryLock(.exclusive) else { return false }
    let identity = try directory.status().identity
    return try root.status(of: name)?.identity == identity
  }

  /// Deletes whatever nobody owns any more. What cannot be deleted is left to the next sweep.
  ///
  /// - Parameter spared: a private channel that is left alone.
  static func sweep(_ root: borrowing Directory, sparing spared: ChannelName? = nil) {
    sweepPrivateChannels(root, sparing: spared)
    guard let names = try? root.entries() else { return }
    let prefixes = [FileName.newPrefix, FileName.deadPrefix]
    for name in names where prefixes.contains(where: name.hasPrefix) {
      guard let directory = try? root.openDirectory(name),
        (try? claim(directory, named: name, in: root)) == true
      else { continue }
      delete(directory, named: name, in: root)
    }
  }

  /// Deletes a claimed directory with all that is in it, as far as that goes.
  static func delete(
    _ directory: borrowing Directory, named name: String, in root: borrowing Directory
  ) {
    // `control` first: its link count is what tells readers that the channel is gone.
    try? directory.unlink(FileName.control)
    // Again where somebody who had it open has added a file meanwhile.
    for _ in 0..<3 {
      empty(directory, depth: 0)
      if (try? root.removeDirectory(name)) != nil { return }
    }
  }

  private static func empty(_ directory: borrowing Directory, depth: Int) {
    guard depth < 4, let names = try? directory.entries() else { return }
    for name in names {
      if let serial = Serial(fileName: name),
        let frame = try? PublisherFrame(serial, in: directory),
        (try? frame.tryLock()) == true
      {
        try? frame.discard(from: directory)  // frees the memory although a viewer maps it
      }
      if (try? directory.unlink(name)) == nil {
        if let child = try? directory.openDirectory(name) { empty(child, depth: depth + 1) }
        try? directory.removeDirectory(name)
      }
    }
  }
}
