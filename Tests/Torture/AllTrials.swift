/// Every trial, in the order in which they are run.
let allTrials: [any Trial.Type] = [
  TornTrial.self, KillTrial.self, RandomKillTrial.self, FireTrial.self, StopTrial.self,
  HangTrial.self, MonkeyTrial.self, SoakTrial.self, SoakShowTrial.self, StreamTrial.self,
  HostileTrial.self,
  OtherUserTrial.self, ShortageTrial.self, NamespaceTrial.self, DecoderTrial.self, BombTrial.self,
  DesktopTrial.self, PresentTrial.self,
]
