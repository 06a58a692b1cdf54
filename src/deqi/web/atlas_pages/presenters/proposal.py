"""STUB"""
from dataclasses import dataclass

@dataclass(frozen=True)
class Card:
    code: str; name: str; han: str; group: str; why: str="Used in trials more than any other."; support: str="ranks 1"; tradition: str="Tradition puts it on the bladder channel."; how: str="press"; find: str="Find the navel, go around to the back."; radius: int=20; level: str="L2"; warnings: tuple=()

@dataclass(frozen=True)
class Group:
    id: str; title: str; text: str; cards: tuple

def groups():
    C=lambda g,*cs: tuple(Card(c,"Shènshū","肾俞",g) for c in cs)
    return (Group("lower-back","Lower back","Points beside the spine.",C("lower-back","BL23","BL24","BL25","BL52","GV3","GV4")),
     Group("hipbone","Hip and sacrum","Points on the buttock",C("hipbone","GB30")),
     Group("knee-back","Behind the knee","crease",C("knee-back","BL40")),
     Group("hand","Hand","hand",C("hand","LI4")),
     Group("stomach","Belly","belly",C("stomach","ST25")),
     Group("missed","Leg and foot","Trials use these",C("missed","BL60","GB34","KI3","BL57","ST36")))
