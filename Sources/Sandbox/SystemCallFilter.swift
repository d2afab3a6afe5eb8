internal import CLinux
internal import Linux

/// A program of the kernel's packet filter that decides about each system call: seccomp(2).
///
/// What it does not name is allowed. What it refuses fails with an error that libraries know how to
/// live with; a process that calls by another architecture's numbers is killed.
struct SystemCallFilter {
  private(set) var instructions: [sock_filter] = []

  /// What an argument must be like for the call to be refused. Only the low 32 bits are compared,
  /// which is all that the kernel takes of a flag word, a command or a process number.
  enum Condition {
    case hasAnyBit(of: UInt32)
    case lacksBit(UInt32)
    case isOneOf([UInt32])
    case isNoneOf([UInt32])
  }

  init() {
    load(Offset.architecture)
    skip(1, unlessEqualTo: UInt32(bitPattern: CInt(CLINUX_AUDIT_ARCH)), inverted: true)
    finish(UInt32(SECCOMP_RET_KILL_PROCESS))
    load(Offset.number)
    #if arch(x86_64)
      // The x32 calls are the same ones under numbers of their own: __X32_SYSCALL_BIT.
      append(BPF_JMP | BPF_JGE | BPF_K, 0x4000_0000, whenTrue: 0, whenFalse: 1)
      finish(refusal(EPERM))
    #endif
  }

  /// Refuses a call.
  mutating func refuse(_ number: CInt, with code: CInt = EPERM) {
    skip(1, unlessEqualTo: UInt32(number))
    finish(refusal(code))
  }

  /// Refuses each of some calls, of which there are 255 at most.
  mutating func refuse(_ numbers: [CInt]) {
    append(.isOneOf(numbers.map { UInt32($0) }))
    finish(refusal(EPERM))
  }

  /// Refuses a call whose argument number `index`, from 0, is as `condition` says.
  mutating func refuse(_ number: CInt, whenArgument index: Int, _ condition: Condition) {
    var body = SystemCallFilter(empty: ())
    body.load(Offset.argument(index))
    body.append(condition)
    body.finish(refusal(EPERM))
    body.load(Offset.number)
    skip(UInt8(body.instructions.count), unlessEqualTo: UInt32(number))
    instructions += body.instructions
  }

  /// Puts it in force in all threads, for good.
  consuming func install() throws(SystemError) {
    var program = instructions
    program.append(Self.instruction(BPF_RET | BPF_K, UInt32(SECCOMP_RET_ALLOW)))
    try check("seccomp") { clinux_install_filter(&program, UInt16(program.count)) }
  }
}

extension SystemCallFilter {
  /// In `struct seccomp_data` (<linux/seccomp.h>).
  private enum Offset {
    static let number: UInt32 = 0
    static let architecture: UInt32 = 4
    /// The low half of a 64-bit argument, on little-endian machines.
    static func argument(_ index: Int) -> UInt32 { 16 + 8 * UInt32(index) }
  }

  private init(empty: ()) {}

  private mutating func load(_ offset: UInt32) { append(BPF_LD | BPF_W | BPF_ABS, offset) }

  private mutating func finish(_ result: UInt32) { append(BPF_RET | BPF_K, result) }

  private func refusal(_ code: CInt) -> UInt32 { UInt32(SECCOMP_RET_ERRNO) | UInt32(code) }

  /// Goes on with the next instruction, or skips `count` if what was loaded is something else.
  private mutating func skip(
    _ count: UInt8, unlessEqualTo value: UInt32, inverted: Bool = false
  ) {
    append(
      BPF_JMP | BPF_JEQ | BPF_K, value, whenTrue: inverted ? count : 0,
      whenFalse: inverted ? 0 : count)
  }

  /// Goes on with the next instruction if the condition holds, and skips that if not.
  private mutating func append(_ condition: Condition) {
    switch condition {
    case .hasAnyBit(let mask):
      append(BPF_JMP | BPF_JSET | BPF_K, mask, whenTrue: 0, whenFalse: 1)
    case .lacksBit(let mask):
      append(BPF_JMP | BPF_JSET | BPF_K, mask, whenTrue: 1, whenFalse: 0)
    case .isOneOf(let values):
      for (index, value) in values.enumerated() {
        let rest = UInt8(values.count - 1 - index)
        append(
          BPF_JMP | BPF_JEQ | BPF_K, value, whenTrue: rest, whenFalse: rest == 0 ? 1 : 0)
      }
    case .isNoneOf(let values):
      for (index, value) in values.enumerated() {
        append(
          BPF_JMP | BPF_JEQ | BPF_K, value, whenTrue: UInt8(values.count - index), whenFalse: 0)
      }
    }
  }

  private mutating func append(
    _ code: CInt, _ value: UInt32, whenTrue: UInt8 = 0, whenFalse: UInt8 = 0
  ) {
    instructions.append(Self.instruction(code, value, whenTrue: whenTrue, whenFalse: whenFalse))
  }

  private static func instruction(
    _ code: CInt, _ value: UInt32, whenTrue: UInt8 = 0, whenFalse: UInt8 = 0
  ) -> sock_filter {
    sock_filter(code: UInt16(code), jt: whenTrue, jf: whenFalse, k: value)
  }
}
