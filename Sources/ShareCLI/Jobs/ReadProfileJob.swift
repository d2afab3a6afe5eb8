private import Glibc
private import ImageDecoding
private import Linux
private import Sandbox
private import SystemPackage

/// Makes of the ICC profile in standard input what a viewer needs, and writes that to standard
/// output: a line with the profile's name, and the bytes of a `ColorLattice`, or none of these
/// where the monitor's colors are sRGB's.
struct ReadProfileJob: Job {
  /// Where the profile comes from, for people.
  let name: String
  /// The viewer's process, with which this one dies.
  let parent: Int32

  /// A profile is a stranger's: what it may cost.
  private static let memory = 512 << 20
  private static let time = Duration.seconds(5)

  func run() throws(Failure) {
    if !Parenthood.endWith(parent) { return }
    do throws(Errno) {
      try ResourceLimits.limitMemory(toByteCount: Self.memory)
      try ResourceLimits.limitProcessorTime(to: Self.time)
    } catch {
      throw Failure(.trouble, "this process cannot be limited: \(error) (setrlimit)")
    }
    _ = Confinement(writableTree: nil).enter()
    let profile: MonitorProfile
    do throws(MonitorProfileTrouble) {
      profile = try MonitorProfile(try bytes())
    } catch {
      throw Failure(.undecodable, "\(name): the monitor's color profile \(error)")
    }
    try StandardStreams.say(Array("\(profile.name)\n".utf8) + profile.lattice)
  }

  private func bytes() throws(MonitorProfileTrouble) -> [UInt8] {
    let most = MonitorProfile.mostBytes
    let bytes = (try? readBytes(STDIN_FILENO, count: most + 1, at: 0)) ?? []
    if bytes.count > most { throw .damaged }
    return bytes
  }
}
