/* Channels by name: make, publish, remove, sweep, make again; with kills at any instant.
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef PUBLISHERS
#define PUBLISHERS 2
#endif
#ifndef PUTS             /* of each publisher, through one open channel */
#define PUTS 1
#endif
#ifndef REMOVERS
#define REMOVERS 1
#endif
#ifndef SWEEPERS         /* programs that list */
#define SWEEPERS 0
#endif
#ifndef HANDS            /* people with rm -rf */
#define HANDS 0
#endif
#ifndef READERS          /* viewers; at most two */
#define READERS 1
#endif
#ifndef READER_KILLS
#define READER_KILLS 0
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef DIRECTORIES      /* that may ever be made, at most 6 */
#define DIRECTORIES 3
#endif

/* What is promised. None is ever true: each names its assertions in what spin prints. */
hidden byte whole, intoNamed, renamedLocked, ownDescriptors, ownFrame, loanKept, renewed, noneStuck,
  latestShown, nothingLeft, noLockLeft;
#define PROMISE(name, condition) assert((condition) || name)

#define NONE 0
#define D 7
#define DONE_MAX (PUBLISHERS + REMOVERS + SWEEPERS + HANDS)

/* A directory's place: no place, `.new-*`, the channel's name, `.dead-*`. */
#define NOWHERE 0
#define NEW 1
#define NAMED 2
#define DEAD 3
byte place[D];
byte name = NONE;                 /* which directory has the channel's name */
byte flocked[D];                  /* who has the lock on the directory itself */
byte lock[D];                     /* who has the lock on `lock` in it */
bool control[D];                  /* `control` has its link */
bool lockFile[D];
byte guests[D];                   /* files in `viewers/`, a bit for each reader */
byte frames[D];                   /* frame files: a bit for each publisher's loan, and bit 0 for those of old */
byte latest[D];                   /* its generation */
byte made = 0, kills = KILLS, done = 0;
bool byHand[D];                   /* somebody deletes it without asking */
bool asked[D];                    /* somebody has removed it by command */

/* The readers: an inotify queue, as what is left of it. */
#define SEATS (READERS + 1)
byte readerKills = READER_KILLS;
bool onRoot[SEATS];               /* the watch on the root */
byte onControl[SEATS];            /* the watch on control: of which directory */
bool news[SEATS];                 /* an event that is not IN_MODIFY of control */
bool modified[SEATS];
byte present[SEATS];              /* where its file in `viewers/` is locked */
byte seen[SEATS], shown[SEATS];   /* what it shows: of which channel, which generation */

#define BIT(p) (1 << (p))
#if READERS > 1
#define FOR_EACH_READER(action) action(0); action(1)
#elif READERS > 0
#define FOR_EACH_READER(action) action(0)
#else
#define FOR_EACH_READER(action) skip
#endif
#define TELL_OF_ROOT(r) if :: onRoot[r] -> news[r] = true :: else fi
#define RING_ROOT FOR_EACH_READER(TELL_OF_ROOT)
#define KILL atomic { kills > 0 -> kills--; goto killed }
#define STEP(action) if :: atomic { true -> action } :: KILL fi
#define WAIT(condition, action) if :: atomic { condition -> action } :: KILL fi

/* 9, Leftovers: lock the directory, then look whether the name still is it. */
#ifdef SWEEP_WITHOUT_LOCK
#define CLAIM_SWEPT(d) STEP(if :: place[d] == NEW || place[d] == DEAD -> skip :: else -> d = NONE fi)
#define RELEASE_SWEPT(d) skip
#else
#define CLAIM_SWEPT(d) CLAIM(d); if :: d != NONE -> CHECK_SWEPT(d) :: else fi
#define RELEASE_SWEPT(d) RELEASE(d)
#endif
#define CLAIM(d) STEP(if :: flocked[d] == NONE -> flocked[d] = me :: else -> d = NONE fi)
#define RELEASE(d) STEP(if :: flocked[d] == me -> flocked[d] = NONE :: else fi)
#ifdef SWEEP_WITHOUT_NAME_CHECK
#define CHECK_SWEPT(d) skip
#else
#define CHECK_SWEPT(d) STEP(if :: place[d] == was -> skip :: else -> flocked[d] = NONE; d = NONE fi)
#endif

/* `control` first, then the rest, then the directory. */
#define TELL_OF_END(r) if :: onControl[r] == d -> news[r] = true :: else fi
inline delete(d) {
  STEP(control[d] = false; FOR_EACH_READER(TELL_OF_END));
  STEP(lockFile[d] = false; guests[d] = 0; frames[d] = 0);
  STEP(if :: guests[d] == 0 && frames[d] == 0 && !control[d] && !lockFile[d] && place[d] != NOWHERE ->
             if :: name == d -> name = NONE; RING_ROOT :: else fi; place[d] = NOWHERE
          :: else fi)
}

/* Opens every directory that may be a leftover, one after another. */
inline sweep(d) {
  i = 1;
  do
  :: STEP(
       do :: i <= made && place[i] != NEW && place[i] != DEAD -> i++ :: else -> break od;
       if :: i <= made -> d = i; was = place[i]; i++ :: else -> d = NONE; was = 0; i = 0; break fi);
     CLAIM_SWEPT(d);
     if :: d != NONE -> delete(d); RELEASE_SWEPT(d) :: else fi
  od
}

/* 8: fills a directory of another name, then gives it the channel's. */
inline create() {
  /* The world ends where the directories do. */
  STEP(if :: made == DIRECTORIES -> goto failed :: else -> made++; d = made; place[d] = NEW fi);
#ifndef CREATE_WITHOUT_LOCK
  CLAIM(d);
#endif
  if
  :: d != NONE ->
     STEP(if :: place[d] == NEW -> skip :: else -> flocked[d] = NONE; d = NONE fi);
     if
     :: d != NONE ->
#ifdef NAME_BEFORE_FILES
        STEP(if :: name == NONE -> name = d; place[d] = NAMED; RING_ROOT :: else fi);
#endif
        /* Nothing can be made in a directory that was removed. */
        STEP(lockFile[d] = place[d] != NOWHERE; control[d] = lockFile[d]);
#ifdef RELEASE_BEFORE_NAME
        RELEASE(d);
#endif
        STEP(if :: name == NONE && place[d] == NEW -> name = d; place[d] = NAMED; RING_ROOT :: else fi);
        if :: place[d] == NEW -> delete(d) :: else fi;
        RELEASE(d)
     :: else
     fi
  :: else
  fi
}

/* The channel that has the name; made where there is none. Goes to `failed` where it is damaged. */
inline openOrCreate(c) {
  do
  :: STEP(c = name);
     if
     :: c != NONE ->
        STEP(if :: control[c] && lockFile[c] -> break
                :: else -> /* Losing its name, or incomplete. */
                   if :: name != c -> c = NONE
                      :: else -> PROMISE(whole, byHand[c]); c = NONE; goto failed fi fi)
     :: else ->
        sweep(d);
        create()
     fi
  od
}

/* The publishers' lock, and whether what it locks still is the channel; goes to `lost` if not. */
inline lockCurrent(c) {
  WAIT(lock[c] == NONE, lock[c] = me);
  STEP(if :: name != c -> lock[c] = NONE; goto lost :: else fi);
  STEP(if :: !control[c] || !lockFile[c] -> lock[c] = NONE; goto lost :: else fi)
}

/* Takes the name away, which is the removal, and deletes. */
inline retire(c) {
  /* Nobody renames what he has not locked. */
  STEP(
    if
    :: name != NONE ->
#ifndef REMOVE_WITHOUT_LOCK
#ifndef UNLOCK_BEFORE_RENAME
       PROMISE(renamedLocked, lock[name] == me || byHand[c]);
#endif
#endif
       place[name] = DEAD; c = name; name = NONE; RING_ROOT
    :: else
    fi);
  /* Of the directory that was locked; the name may have become another's by hand. */
  STEP(
    i = 1;
    do :: i <= made -> if :: lock[i] == me -> lock[i] = NONE :: else fi; i++ :: else -> break od;
    i = 0);
  /* A sweep may be quicker; its maker may not have let go of it yet. */
  WAIT(flocked[c] == NONE || place[c] == NOWHERE,
       if :: place[c] == DEAD -> flocked[c] = me; d = c :: else -> d = NONE fi);
  if :: d != NONE -> delete(d); RELEASE(c) :: else fi
}

/* Unlinks the files of dead viewers; n: how many live. */
#define LIVES(r) if :: (guests[c] & BIT(r)) && present[r] == c -> n++ :: else -> guests[c] = guests[c] & ~BIT(r) fi
#define TELL_OF_COMMIT(r) if :: onControl[r] == c -> modified[r] = true :: else fi

/* A put locks twice: for its loan, and for its commit. `cache`: of which directory its kept descriptors are;
   `home`: of which one the frame is that it has on loan. */
proctype Publisher(byte me) {
  byte c = NONE, d = NONE, was = 0, i = 0, n = 0, puts = 0, cache = NONE, home = NONE;
  bool wasNamed = false;
begin:
  if :: puts == PUTS -> goto out :: else fi;
  openOrCreate(c);
  do
  :: puts < PUTS ->
     WAIT(lock[c] == NONE, lock[c] = me);
#ifdef LOAN_WITHOUT_NAME_CHECK
     STEP(wasNamed = name == c);
#else
     STEP(if :: name != c -> lock[c] = NONE; goto anew :: else -> wasNamed = true fi);
     STEP(if :: !control[c] || !lockFile[c] -> lock[c] = NONE; goto anew :: else fi);
#endif
     puts++;
#ifdef UNUSED
     if :: skip :: STEP(lock[c] = NONE); goto unused fi;  /* no memory, no serial */
#endif
     STEP(if :: place[c] == NOWHERE -> lock[c] = NONE; goto lost :: else fi;
          frames[c] = frames[c] | BIT(me);
          home = (cache == NONE -> c : cache); cache = home);
     STEP(lock[c] = NONE);
#ifdef UNUSED
     if
     :: skip
     :: lockCurrent(c);                             /* no memory: the frame goes again */
        STEP(frames[c] = frames[c] & ~BIT(me));
        STEP(lock[c] = NONE);
        goto unused
     fi;
#endif
#ifdef COMMIT_WITHOUT_NAME_CHECK
     WAIT(lock[c] == NONE, lock[c] = me);
#else
     lockCurrent(c);
#endif
     STEP(if :: !(frames[c] & BIT(me)) -> lock[c] = NONE; goto lost :: else fi);
     STEP(PROMISE(intoNamed, name == c || byHand[c]);
          PROMISE(ownFrame, home == c);
          latest[c]++; frames[c] = (frames[c] & ~BIT(me)) | BIT(0); home = NONE;
          FOR_EACH_READER(TELL_OF_COMMIT));
     STEP(lock[c] = NONE)
  :: else -> break
  od;
  goto out;

lost:                                               /* the loan ends with an error */
  PROMISE(renewed, wasNamed);
  PROMISE(loanKept, asked[c] || byHand[c]);
anew:
  atomic {
#ifndef KEEP_FRAMES
    cache = NONE;
#endif
    c = NONE; home = NONE; wasNamed = false
  }
  goto begin;

#ifdef UNUSED
/* It may have made the channel for nothing. */
unused:
#ifdef UNUSED_WITHOUT_LOCK
  skip;
#else
  STEP(if :: lock[c] != NONE -> goto out :: else -> lock[c] = me fi);  /* a lock is a use */
#ifndef UNUSED_WITHOUT_NAME_CHECK
  STEP(if :: name != c -> lock[c] = NONE; goto out :: else fi);
#endif
#endif
  STEP(if :: latest[c] != 0 -> goto used :: else fi);
#ifndef UNUSED_WITHOUT_LOOK_AT_FRAMES
  STEP(if :: frames[c] != 0 -> goto used :: else fi);
#endif
  STEP(n = 0; FOR_EACH_READER(LIVES); if :: n != 0 -> n = 0; goto used :: else fi);
  /* A viewer may come here; it will see that the name goes. */
  retire(c);
  goto out;
used:
  STEP(if :: lock[c] == me -> lock[c] = NONE :: else fi);
  goto out;
#endif

killed:
  atomic {
    i = 1;
    do
    :: i <= made -> if :: lock[i] == me -> lock[i] = NONE :: else fi; if :: flocked[i] == me -> flocked[i] = NONE :: else fi; i++
    :: else -> break
    od;
    c = NONE; d = NONE; was = 0; i = 0; n = 0; cache = NONE; home = NONE; wasNamed = false
  }
  goto begin;                     /* the user tries again */
failed:
out:
  atomic { c = NONE; d = NONE; was = 0; i = 0; n = 0; puts = 0; cache = NONE; home = NONE; wasNamed = false; done++ }
}

proctype Remover(byte me) {
  byte c = NONE, d = NONE, was = 0, i = 0;
  sweep(d);
  STEP(c = name);
  if :: c == NONE -> goto out :: else fi;
  STEP(lockFile[c] = place[c] != NOWHERE);              /* made again where it is missing */
#ifndef REMOVE_WITHOUT_LOCK
  WAIT(lock[c] == NONE, lock[c] = me);
#endif
#ifdef REMOVE_WITHOUT_NAME_CHECK
  STEP(c = name; if :: c == NONE -> goto killed :: else fi);
#else
  STEP(if :: name != c -> if :: lock[c] == me -> lock[c] = NONE :: else fi; goto out :: else fi);
#endif
#ifdef UNLOCK_BEFORE_RENAME
  STEP(lock[c] = NONE);
#endif
  asked[c] = true;
  retire(c);
  goto out;
killed:
  atomic {
    i = 1;
    do
    :: i <= made -> if :: lock[i] == me -> lock[i] = NONE :: else fi; if :: flocked[i] == me -> flocked[i] = NONE :: else fi; i++
    :: else -> break
    od
  }
out:
  atomic { c = NONE; d = NONE; was = 0; i = 0; done++ }
}

proctype Sweeper(byte me) {
  byte d = NONE, was = 0, i = 0;
  sweep(d);
  goto out;
killed:
  atomic {
    i = 1;
    do :: i <= made -> if :: flocked[i] == me -> flocked[i] = NONE :: else fi; i++ :: else -> break od
  }
out:
  atomic { d = NONE; was = 0; i = 0; done++ }
}

/* rm -rf of the channel: asks nobody, in the order of its choice (here the reader's worst). */
#define TELL_OF_DELETION(r) if :: onControl[r] == c -> news[r] = true :: else fi
proctype Hand(byte me) {
  byte c = NONE;
  c = name;
  if
  :: c != NONE ->
     byHand[c] = true;
     if
     :: atomic { lockFile[c] = false }; 
        atomic { control[c] = false; FOR_EACH_READER(TELL_OF_DELETION) }
     :: atomic { control[c] = false; FOR_EACH_READER(TELL_OF_DELETION) };
        atomic { lockFile[c] = false }
     fi;
     atomic { guests[c] = 0; frames[c] = 0 };
     atomic {
       if
       :: guests[c] == 0 && frames[c] == 0 && !lockFile[c] && !control[c] && place[c] != NOWHERE ->
          if :: name == c -> name = NONE; RING_ROOT :: else fi; place[c] = NOWHERE
       :: else
       fi
     }
  :: else
  fi;
  atomic { c = NONE; done++ }
}

/* 10, Wake-up. `cached`: of which channel the kept descriptors are. Of a killed one its file in `viewers/` is
   left. */
#define RKILL atomic { readerKills > 0 -> readerKills--; goto killed }
#define RSTEP(action) if :: atomic { true -> action } :: RKILL fi
#define DETACH(r) if :: present[r] != NONE -> guests[present[r]] = guests[present[r]] & ~BIT(r) :: else fi; present[r] = NONE

proctype Reader(byte r) {
  byte c = NONE, cached = NONE, g = 0;
start:
#ifndef WATCH_ROOT_AFTER_LOOKUP
  onRoot[r] = true;
#endif
lookUp:
  RSTEP(c = name);
#ifdef WATCH_ROOT_AFTER_LOOKUP
  onRoot[r] = true;
#endif
  if :: c == NONE -> goto nothing :: else fi;
  /* Opens control; a directory without it is being deleted. */
  RSTEP(
    if
    :: !control[c] ->
       c = NONE;
       if :: name == NONE || byHand[name] || !control[name] -> goto nothing :: else -> goto lookUp fi
    :: else
    fi);
#ifndef WATCH_CONTROL_AFTER_READ
  RSTEP(onControl[r] = c);
#endif
  /* Unlinked before it was watched: look again. */
  RSTEP(if :: !control[c] -> onControl[r] = NONE; c = NONE; goto lookUp :: else fi);
  RSTEP(if :: place[c] != NOWHERE -> guests[c] = guests[c] | BIT(r); present[r] = c :: else fi;
        seen[r] = NONE
#ifndef KEEP_CACHE
        ; cached = NONE
#endif
#ifndef COMPARE_ACROSS_CHANNELS
        ; shown[r] = 0
#endif
  );
read:
  RSTEP(g = latest[c]; if :: g == 0 || (g <= shown[r] && seen[r] == c) -> goto idle :: else fi);
#ifdef COMPARE_ACROSS_CHANNELS
  if :: g <= shown[r] -> goto idle :: else fi;
#endif
  /* The frame's file: what is kept open of it, else by its name. */
  RSTEP(
    if :: cached == NONE -> cached = c :: else fi;
    PROMISE(ownDescriptors, cached == c);             /* else an old picture, or none */
    shown[r] = g; seen[r] = c);
  goto read;                                          /* after every completion */
nothing:
  atomic { seen[r] = NONE; shown[r] = 0; cached = NONE };
idle:
#ifdef WATCH_CONTROL_AFTER_READ
  onControl[r] = c;
#endif
  g = 0;
endIdle:
  if
  :: atomic { news[r] -> news[r] = false; modified[r] = false };
#ifdef NO_LOOK_AT_NAME
     if :: c != NONE && control[c] -> goto read :: else fi;
#else
     /* The same channel still? */
     atomic { if :: c != NONE && name == c && control[c] -> goto read :: else fi };
#endif
     atomic { DETACH(r); onControl[r] = NONE; c = NONE };
     goto lookUp
  :: atomic { !news[r] && modified[r] -> modified[r] = false };
     if :: c != NONE -> goto read :: else -> goto endIdle fi
  :: RKILL
  fi;
killed:
  atomic {
    onRoot[r] = false; onControl[r] = NONE; news[r] = false; modified[r] = false; present[r] = NONE;
    seen[r] = NONE; shown[r] = 0; c = NONE; cached = NONE; g = 0
  }
  goto start                                          /* a new one takes the seat */
}

/* When nothing happens any more: the reader shows what there is, and one sweep mends the rest. */
proctype Monitor(byte me) {
  byte i = 0, d = NONE, was = 0;
  timeout;
  PROMISE(noneStuck, done == DONE_MAX);
  PROMISE(whole, name == NONE || byHand[name] || (control[name] && lockFile[name]));
  do
  :: i < READERS ->
     PROMISE(latestShown, name == NONE || byHand[name] || latest[name] == 0 || (seen[i] == name && shown[i] == latest[name]));
     PROMISE(latestShown, name != NONE || seen[i] == NONE);
     i++
  :: else -> break
  od;
  kills = 0;
  sweep(d);
  i = 1;
  do
  :: i <= made ->
     PROMISE(nothingLeft, place[i] == NOWHERE || place[i] == NAMED);
     PROMISE(nothingLeft, place[i] != NAMED || name == i);
     PROMISE(noLockLeft, lock[i] == NONE && flocked[i] == NONE);
     i++
  :: else -> break
  od;
  goto killed;
killed:
  skip
}

init {
  byte k = 0, d = 0;
  atomic {
    do :: k < PUBLISHERS -> k++; run Publisher(k) :: else -> break od;
    do :: k < PUBLISHERS + REMOVERS -> k++; run Remover(k) :: else -> break od;
    do :: k < PUBLISHERS + REMOVERS + SWEEPERS -> k++; run Sweeper(k) :: else -> break od;
    do :: k < DONE_MAX -> k++; run Hand(k) :: else -> break od;
#if READERS > 0
    d = 0;
    do :: d < READERS -> run Reader(d); d++ :: else -> break od;
#endif
    run Monitor(k + 1)
  }
}
