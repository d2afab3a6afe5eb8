private import Sandbox

/// Decodes and publishes one picture for the process that has started this one.
struct PictureJob: Job {
  let put: PutJob
  /// The bridge's process, with which this one dies.
  let parent: Int32

  func run() throws(Failure) {
    guard Parenthood.endWith(parent) else { return }
    try put.run()
  }
}
