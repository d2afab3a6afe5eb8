import Linux

extension Leftovers {
  /// Takes a channel's name away, which is its removal, and deletes it.
  package static func retire(
    _ channel: borrowing Directory, named name: ChannelName, in root: borrowing Directory,
    holding lock: consuming PublishersLock
  ) throws(ChannelError) {
    let dead = unusedName(FileName.deadPrefix)
    try root.rename(name.string, toUnused: dead)
    lock.release()
    // Its creator may hold it for a moment yet; a sweep that holds it deletes it.
    let deadline = Deadline(after: .seconds(1))
    while !deadline.hasPassed, try root.status(of: dead) != nil {
      if try claim(channel, named: dead, in: root) {
        return delete(channel, named: dead, in: root)
      }
      Clock.sleep(.milliseconds(1))
    }
  }
}
