internal import Linux
internal import ShmChannel

/// `shmview`, started for a channel that has no viewer.
enum ViewerProgram {
  /// Starts the program beside this one, else the one in PATH, and does not wait for it: in a
  /// session of its own, so that it outlives the terminal. It says on this program's standard error
  /// why it cannot come; once it is there, it leaves that alone if it is a pipe, since whoever
  /// reads what this program says does not want to wait for the viewer's end.
  ///
  /// To be called before this process confines itself: then it can start nothing.
  static func open(_ channel: ChannelName) throws(Failure) {
    // Mostly there is one; what two find that start at once, `--if-none` sees to.
    if let present = try? Channel.open(channel), (try? present.viewerCount()) ?? 0 > 0 { return }
    var program = Spawn(
      OwnExecutable.neighbour(named: "shmview") ?? "shmview",
      ["--if-none", "--leave-error-pipe", "--channel", channel.string].map { Array($0.utf8) })
    program.input = .nothing
    program.output = .nothing
    program.beginsSession = true
    do throws(SystemError) { _ = try program.start() } catch {
      throw Failure(.trouble, "shmview cannot be started: \(error.errno)")
    }
  }
}
