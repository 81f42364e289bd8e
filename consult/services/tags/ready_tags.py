"""Tags worded ready for each protected characteristic: their names, when they fit, and phrases."""

from consult.models.characteristic_kinds import Characteristic
from consult.services.tags.adding_tags import NewTag

READY = {
    Characteristic.AGE: NewTag(
        "Age",
        "Says how something touches people of an age differently: children, young people leaving care, "
        "working age, older people, pensioners.",
        "older people, elderly, pensioners, young people, children, age",
    ),
    Characteristic.DISABILITY: NewTag(
        "Disability",
        "Says how something touches disabled people: physical, sensory or learning disability, long illness, "
        "mental ill health, autism; wheelchairs, access, adjustments, carers.",
        "disabled, disability, wheelchair, deaf, blind, learning disability, autism, mental illness",
    ),
    Characteristic.GENDER_REASSIGNMENT: NewTag(
        "Gender reassignment",
        "Says how something touches trans people, or those who change or plan to change their gender.",
        "transgender, trans people, trans woman, trans man, gender identity, gender reassignment",
    ),
    Characteristic.MARRIAGE: NewTag(
        "Marriage and civil partnership",
        "Says how something touches people because they are married or in a civil partnership, or are not.",
        "married, marriage, husband, wife, spouse, civil partnership, divorce",
    ),
    Characteristic.PREGNANCY: NewTag(
        "Pregnancy and maternity",
        "Says how something touches pregnant women, new mothers and those who feed a baby.",
        "pregnant, pregnancy, maternity, midwife, new mothers, breastfeeding, baby",
    ),
    Characteristic.RACE: NewTag(
        "Race",
        "Says how something touches people because of their colour, nationality, ethnic or national origin: "
        "racism, discrimination, minority ethnic communities, Roma and Travellers.",
        "racism, racist, ethnic minority, ethnicity, skin colour, nationality, discrimination, Roma",
    ),
    Characteristic.RELIGION: NewTag(
        "Religion or belief",
        "Says how something touches people because of their religion or belief, or because they have none: "
        "places of worship, food, dress, prayer, hatred of a faith.",
        "religion, religious, faith, mosque, church, temple, prayer, halal, Islamophobia, antisemitism",
    ),
    Characteristic.SEX: NewTag(
        "Sex",
        "Says how something touches women, or men, differently: women alone, safety of women, women-only "
        "services, fathers.",
        "women, woman, girls, men, boys, women-only, gender-based violence, single mothers",
    ),
    Characteristic.ORIENTATION: NewTag(
        "Sexual orientation",
        "Says how something touches lesbian, gay and bisexual people.",
        "gay, lesbian, bisexual, LGBT, LGBTQ, homophobia, same-sex, sexual orientation",
    ),
}
