internal import CommandLineFiles
private import ImageDecoding
private import ShmChannel

/// The form in which the commands that are run most are mostly given, read without the argument
/// parser: that takes longer to start than a small picture takes to be decoded.
///
/// What is not of this form, or wrong, is nothing here and goes to the parser, which knows every
/// form and has the words for errors.
struct PlainArguments {
  /// The values of options, by name; empty for flags.
  private var options: [String: String] = [:]
  private var operands: [String] = []

  private static let limits: Set = [
    "--max-memory", "--max-seconds", "--max-pixels", "--depth", "--embedded-profile",
  ]

  /// The job that the arguments ask for; nil where the parser has to be asked.
  static func job(_ arguments: [String]) -> (any Job)? {
    switch arguments.first {
    case "--version": return arguments.count == 1 ? VersionJob() : nil
    case "decode-slide": return slideJob(arguments.dropFirst())
    case "put": return putJob(arguments.dropFirst())
    default: return putJob(arguments[...])
    }
  }

  private static func putJob(_ arguments: ArraySlice<String>) -> PutJob? {
    guard
      let plain = PlainArguments(
        arguments, flags: ["--quiet", "--open"],
        values: limits.union(["--channel", "--title", "--wait-shown"])),
      !plain.operands.isEmpty, plain.operands.allSatisfy(isFile),
      let channel = plain.channel, let costs = plain.costs
    else { return nil }
    var job = PutJob(files: plain.operands, channel: channel, costs: costs)
    job.title = plain.options["--title"]
    if let text = plain.options["--wait-shown"] {
      guard let seconds = Seconds(argument: text) else { return nil }
      job.waitShown = seconds
    }
    job.isQuiet = plain.options["--quiet"] != nil
    job.opensViewer = plain.options["--open"] != nil
    return job
  }

  private static func slideJob(_ arguments: ArraySlice<String>) -> SlideJob? {
    // As the slideshow gives them: a file stands last, behind `--`, and may look like anything.
    let hasFile = arguments.dropLast().last == "--"
    guard
      let plain = PlainArguments(
        hasFile ? arguments.dropLast(2) : arguments, flags: ["--urgent"],
        values: limits.union(["--channel", "--fade", "--parent"])),
      plain.operands.isEmpty, let channel = plain.channel, var costs = plain.costs
    else { return nil }
    costs.isUrgent = plain.options["--urgent"] != nil
    var (fade, parent): (UInt32, Int32?) = (0, nil)
    if let text = plain.options["--fade"] {
      guard let number = UInt32(text) else { return nil }
      fade = number
    }
    if let text = plain.options["--parent"] {
      guard let number = Int32(text) else { return nil }
      parent = number
    }
    return SlideJob(
      file: hasFile ? arguments.last : nil, channel: channel, costs: costs,
      fade: .milliseconds(Int64(fade)), parent: parent)
  }

  /// Nil for anything but these options, each at most once, and operands.
  private init?(_ arguments: ArraySlice<String>, flags: Set<String>, values: Set<String>) {
    var rest = arguments
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      let name = argument == "-q" ? "--quiet" : argument
      if flags.contains(name) {
        guard options.updateValue("", forKey: name) == nil else { return nil }
      } else {
        let parts = argument.split(
          separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first.map(String.init), values.contains(name),
          let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(),
          !value.isEmpty, !value.hasPrefix("-"),
          options.updateValue(value, forKey: name) == nil
        else { return nil }
      }
    }
  }

  /// Whether an operand cannot be meant for a command.
  private static func isFile(_ operand: String) -> Bool {
    operand == "-" || operand.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
  }

  private var channel: ChannelName? {
    guard let text = options["--channel"] else { return try? .preferred() }
    return try? ChannelName.checked(text)
  }

  /// Nil where a value is not one, or is refused.
  private var costs: DecodingCosts? {
    var costs = DecodingCosts()
    if let text = options["--max-memory"] {
      guard let memory = Int(text) else { return nil }
      costs.memory = memory
    }
    if let text = options["--max-seconds"] {
      guard let seconds = Seconds(argument: text) else { return nil }
      costs.seconds = seconds
    }
    if let text = options["--max-pixels"] {
      guard let pixels = Int(text) else { return nil }
      costs.pixels = pixels
    }
    if let text = options["--depth"] {
      guard let depth = DepthChoice(rawValue: text) else { return nil }
      costs.depth = depth
    }
    if let text = options["--embedded-profile"] {
      guard let profile = EmbeddedProfile(rawValue: text) else { return nil }
      costs.profile = profile
    }
    return costs.problem == nil ? costs : nil
  }
}
