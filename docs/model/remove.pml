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
#ifndef READERS          /* at most one */
#define READERS 1
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef DIRECTORIES      /* that may ever be made, at most 6 */
#define DIRECTORIES 3
#endif

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
byte guests[D];                   /* files in `viewers/` */
byte latest[D];                   /* its generation */
byte made = 0, kills = KILLS, done = 0;
bool byHand[D];                   /* somebody deletes it without asking */

/* The reader: an inotify queue, as what is left of it. */
bool onRoot = false;              /* the watch on the root */
byte onControl = NONE;            /* the watch on control: of which directory */
bool news = false;                /* an event that is not IN_MODIFY of control */
bool modified = false;
byte seen = NONE, shown = 0;      /* what it shows: of which channel, which generation */

#define RING_ROOT if :: onRoot -> news = true :: else fi
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
inline delete(d) {
  STEP(control[d] = false; if :: onControl == d -> news = true :: else fi);
  STEP(lockFile[d] = false; guests[d] = 0);
  STEP(if :: guests[d] == 0 && !control[d] && !lockFile[d] && place[d] != NOWHERE ->
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
                      :: else -> assert(byHand[c]); c = NONE; goto failed fi fi)
     :: else ->
        sweep(d);
        create()
     fi
  od
}

proctype Publisher(byte me) {
  byte c = NONE, d = NONE, was = 0, i = 0, n = 0, puts = 0;
begin:
  openOrCreate(c);
  do
  :: puts < PUTS ->
     WAIT(lock[c] == NONE, lock[c] = me);
#ifndef PUBLISH_WITHOUT_NAME_CHECK
     STEP(if :: name != c -> lock[c] = NONE; c = NONE; goto begin :: else fi);
#endif
     puts++;
     if
     :: n = 1
#ifdef UNUSED
     :: n = 0                     /* the put fails: an unused channel goes again */
#endif
     fi;
     if
     :: n == 1 ->
        STEP(assert(name == c || byHand[c]); latest[c]++;
             if :: onControl == c -> modified = true :: else fi);
        STEP(lock[c] = NONE)
     :: else ->
        STEP(if :: latest[c] == 0 && guests[c] == 0 && name == c ->
                   name = NONE; place[c] = DEAD; lock[c] = NONE; RING_ROOT
                :: else -> lock[c] = NONE fi)
     fi;
     n = 0
  :: else -> break
  od;
  goto failed;
killed:
  atomic {
    i = 1;
    do
    :: i <= made -> if :: lock[i] == me -> lock[i] = NONE :: else fi; if :: flocked[i] == me -> flocked[i] = NONE :: else fi; i++
    :: else -> break
    od;
    c = NONE; d = NONE; was = 0; i = 0; n = 0
  }
  goto begin;                     /* the user tries again */
failed:
  atomic { c = NONE; d = NONE; was = 0; i = 0; n = 0; puts = 0; done++ }
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
  /* That is the removal; nobody renames what he has not locked. */
  STEP(
    if
    :: name != NONE ->
#ifndef REMOVE_WITHOUT_LOCK
#ifndef UNLOCK_BEFORE_RENAME
       assert(lock[name] == me || byHand[c]);
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
  if :: d != NONE -> delete(d); RELEASE(c) :: else fi;
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
proctype Hand(byte me) {
  byte c = NONE;
  c = name;
  if
  :: c != NONE ->
     byHand[c] = true;
     if
     :: atomic { lockFile[c] = false }; 
        atomic { control[c] = false; if :: onControl == c -> news = true :: else fi }
     :: atomic { control[c] = false; if :: onControl == c -> news = true :: else fi };
        atomic { lockFile[c] = false }
     fi;
     guests[c] = 0;
     atomic {
       if
       :: guests[c] == 0 && !lockFile[c] && !control[c] && place[c] != NOWHERE ->
          if :: name == c -> name = NONE; RING_ROOT :: else fi; place[c] = NOWHERE
       :: else
       fi
     }
  :: else
  fi;
  atomic { c = NONE; done++ }
}

/* 10, Wake-up. `cached`: of which channel the kept descriptors are. */
proctype Reader() {
  byte c = NONE, cached = NONE, g = 0;
#ifndef WATCH_ROOT_AFTER_LOOKUP
  onRoot = true;
#endif
lookUp:
  c = name;
#ifdef WATCH_ROOT_AFTER_LOOKUP
  onRoot = true;
#endif
  if :: c == NONE -> goto nothing :: else fi;
  /* Opens control; a directory without it is being deleted. */
  atomic { if :: !control[c] -> c = NONE; if :: name == NONE || byHand[name] || !control[name] -> goto nothing :: else -> goto lookUp fi :: else fi };
#ifndef WATCH_CONTROL_AFTER_READ
  onControl = c;
#endif
  /* Unlinked before it was watched: look again. */
  atomic { if :: !control[c] -> onControl = NONE; c = NONE; goto lookUp :: else fi };
  atomic { if :: place[c] != NOWHERE -> guests[c] = 1 :: else fi };
  seen = NONE;
#ifndef KEEP_CACHE
  cached = NONE;
#endif
#ifndef COMPARE_ACROSS_CHANNELS
  shown = 0;
#endif
read:
  atomic { g = latest[c]; if :: g == 0 || (g <= shown && seen == c) -> goto idle :: else fi };
#ifdef COMPARE_ACROSS_CHANNELS
  if :: g <= shown -> goto idle :: else fi;
#endif
  /* The frame's file: what is kept open of it, else by its name. */
  atomic {
    if :: cached == NONE -> cached = c :: else fi;
    assert(cached == c);                              /* else an old picture, or none */
    shown = g; seen = c
  };
  goto read;                                          /* after every completion */
nothing:
  atomic { seen = NONE; shown = 0; cached = NONE };
idle:
#ifdef WATCH_CONTROL_AFTER_READ
  onControl = c;
#endif
  g = 0;
endIdle:
  if
  :: atomic { news -> news = false; modified = false };
#ifdef NO_LOOK_AT_NAME
     if :: c != NONE && control[c] -> goto read :: else fi;
#else
     /* The same channel still? */
     atomic { if :: c != NONE && name == c && control[c] -> goto read :: else fi };
#endif
     onControl = NONE; c = NONE;
     goto lookUp
  :: atomic { !news && modified -> modified = false };
     if :: c != NONE -> goto read :: else -> goto endIdle fi
  fi
}

/* When nothing happens any more: the reader shows what there is, and one sweep mends the rest. */
proctype Monitor(byte me) {
  byte i = 0, d = NONE, was = 0;
  timeout;
  assert(done == DONE_MAX);
  assert(name == NONE || byHand[name] || (control[name] && lockFile[name]));
  assert(READERS == 0 || name == NONE || byHand[name] || latest[name] == 0 || (seen == name && shown == latest[name]));
  assert(name != NONE || seen == NONE);
  kills = 0;
  sweep(d);
  i = 1;
  do
  :: i <= made ->
     assert(place[i] == NOWHERE || place[i] == NAMED);
     assert(place[i] != NAMED || name == i);
     assert(lock[i] == NONE && flocked[i] == NONE);
     i++
  :: else -> break
  od;
  goto killed;
killed:
  skip
}

init {
  byte k = 0;
  atomic {
    do :: k < PUBLISHERS -> k++; run Publisher(k) :: else -> break od;
    do :: k < PUBLISHERS + REMOVERS -> k++; run Remover(k) :: else -> break od;
    do :: k < PUBLISHERS + REMOVERS + SWEEPERS -> k++; run Sweeper(k) :: else -> break od;
    do :: k < DONE_MAX -> k++; run Hand(k) :: else -> break od;
#if READERS > 0
    run Reader();
#endif
    run Monitor(k + 1)
  }
}
