"""Names, invented for nobody, as diverse as England's children."""

import random
from dataclasses import dataclass
from functools import cache

from waylight.people.forenames import forms_in_use, is_form_of
from waylight.people.names import name_key


@dataclass(frozen=True)
class Community:
    """Names that go together, the ethnicity codes of the school census they stand for, and their share of children."""

    share: float
    ethnicities: tuple[str, ...]
    surnames: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]


_BRITISH_GIRLS = (
    "Ella Chloe Mia Poppy Maisie Ruby Lily Grace Freya Megan Jasmine Lauren Jessica Holly Daisy Molly Amber Paige Skye Erin Niamh "
    "Evie Layla Bella Willow Kayla Zoe Sophie Lacey Summer Tia Scarlett Imogen Alice Hannah Emma Lucy Amy Shannon Rosie Matilda Lola"
)
_BRITISH_BOYS = (
    "Jack Jake Tyler Finley Noah Alfie Mason Riley Kian Leo George Thomas Rhys Sean Archie Toby Logan Callum Ryan Connor Ethan Harvey "
    "Liam Jayden Kyle Owen Dylan Luke Joshua Corey Reece Bradley Max Oscar Theo Harley Aidan Kai Cameron Lewis Brandon Charlie"
)
_BRITISH_SURNAMES = (
    "Mills Hughes Lee Watson Carter Wilson Bailey Gibson Simpson Stevens Lewis Evans Reynolds Robinson Allen Martin Parker Davies King "
    "Smith Cooper Phillips Murphy Collins Price Roberts Clarke Wright Fletcher Matthews Rose Dixon Kelly Green Hall Young Moore "
    "Griffiths Reid Walker Rogers Turner Hill Ward Baker Harris Cook Bell Marshall Murray Webb Barnes Knight Pearson Gray Hunt Palmer "
    "Mason Shaw Holmes Foster Brooks Spencer Payne Bennett Lloyd Atkinson Hargreaves Ashworth Kershaw Entwistle Ogden Schofield Booth "
    "Haigh Sutcliffe Thornton Whitaker Lomax Barlow Crossley Dawson Eccles Fairhurst Gorton Hindley Irvine Jessop Kirkham Leigh Mather"
)
COMMUNITIES = (
    Community(
        0.60, ("WBRI",) * 9 + ("NOBT",), tuple(_BRITISH_SURNAMES.split()),
        tuple(_BRITISH_GIRLS.split()), tuple(_BRITISH_BOYS.split()),
    ),
    Community(
        0.10, ("APKN", "APKN", "ABAN", "AIND", "AOTH"),
        tuple(
            "Khan Hussain Ahmed Begum Akhtar Iqbal Malik Shah Mahmood Hassan Rashid Aziz Chowdhury Miah Uddin Patel Singh Kaur Sharma "
            "Bibi Rehman Siddiqui Qureshi Ali Nawaz Javed Mistry Desai Gill Sandhu Dhillon Bhatti Chaudhry Rahman Sultana".split()
        ),
        tuple("Aisha Maryam Zara Fatima Amina Hafsa Sumaya Iqra Anaya Safa Zainab Khadija Priya Simran Anika Nadia Sana Ayesha".split()),
        tuple("Hamza Mohammed Omar Abdul Bilal Yusuf Ibrahim Zain Haris Imran Arjun Rohan Aarav Usman Faisal Ismail Adil Kamran".split()),
    ),
    Community(
        0.10, ("BAFR", "BAFR", "BOTH", "MWBA"),
        tuple(
            "Okafor Mensah Adeyemi Boateng Osei Nwosu Balogun Owusu Asante Eze Bangura Kamara Sesay Diallo Abdi Warsame Farah Tesfaye "
            "Bekele Mutasa Moyo Ncube Banda Mwangi Otieno Kariuki Ogunleye Adebayo Appiah Addo Sowe Ceesay Jallow Ibekwe".split()
        ),
        tuple("Grace Blessing Ama Zainab Hodan Ruth Esther Naomi Abena Chiamaka Amara Miriam Sagal Tendai Precious Ngozi Rahma Efua".split()),
        tuple("Samuel Emmanuel Kwame Tobi Abdirahman Daniel Elijah Kofi Chidi Idris Tinashe David Joel Mustafa Isaac Femi Yaw Caleb".split()),
    ),
    Community(
        0.09, ("BCRB", "MWBC", "MWBC", "MOTH"),
        tuple(
            "Campbell Grant Francis Bailey Brown Morgan Gordon Williams Henry Joseph Charles Pierre Thompson Edwards Reid Bryan Palmer "
            "Samuels Blake Clarke Beckford Dacosta Lindo McKenzie Facey Gayle Hylton Whyte Peart Rowe".split()
        ),
        tuple("Aaliyah Tiana Kiara Shanice Leah Jada Naomi Renee Simone Tamia Amara Nevaeh Keisha Zuri Alisha Rochelle".split()),
        tuple("Tyrese Jerome Malachi Marcus Kymani Andre Dante Isaiah Zion Jordan Tremaine Nathaniel Rio Kieron Micah Leon".split()),
    ),
    Community(
        0.07, ("WOTH", "WOTH", "WROM"),
        tuple(
            "Kowalski Nowak Wojcik Kaminski Lewandowski Zielinski Mazur Popescu Ionescu Radu Dumitru Petrov Ivanov Kazlauskas Jankauskas "
            "Ozols Kovacs Horvath Nagy Lakatos Novotny Hoxha Krasniqi Marku Silva Costa Ferreira Gomes Rossi Yilmaz Demir Kaya".split()
        ),
        tuple("Zuzanna Oliwia Maja Julia Wiktoria Ioana Elena Gabija Emilija Amelia Lena Daria Andreea Petra Ines Elif Sofia".split()),
        tuple("Kacper Jakub Filip Szymon Mateusz Andrei Stefan Nojus Lukas Matas Viktor Marek Ionut Gabriel Erjon Emre Tomas".split()),
    ),
    Community(
        0.04, ("WIRI", "WIRT"),
        tuple("O'Neill Doherty Gallagher Byrne Connolly Ward Maughan Quinn Doran McDonagh Flynn Brennan Keenan Lynch Walsh Nolan".split()),
        tuple("Niamh Aoife Caitlin Siobhan Roisin Orla Saoirse Shannon Clodagh Bridget Erin Ciara Margaret Kathleen".split()),
        tuple("Sean Connor Patrick Declan Cian Eoin Michael Shane Liam Ronan Martin Darragh Cormac Dermot Brendan".split()),
    )
]
